package org.cartc.compiler.unit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Optional;
import org.apache.commons.math3.fraction.BigFraction;
import org.cartc.compiler.ir.Expr;

/**
 * A unit of measurement: exact exponents over the base dimensions and an exact size in base units, and the names in which it was written.
 * Two units are equal when dimension and size agree, whatever their names: {@code pg/mL} equals {@code ng/L}.
 */
public final class Unit {
  /** The unit of a bare number. */
  public static final Unit ONE = new Unit(Map.of());

  /** The largest exponent that a unit may get, and the largest denominator of one. */
  public static final int MAX_EXPONENT = 24;

  public static final int MAX_ROOT = 6;

  private final Map<Symbol, BigFraction> symbols;
  private final Map<Dimension, BigFraction> dimension;
  private final Scale scale;

  private Unit(Map<Symbol, BigFraction> symbols) {
    EnumMap<Dimension, BigFraction> exponents = new EnumMap<>(Dimension.class);
    Scale size = Scale.ONE;
    for (Map.Entry<Symbol, BigFraction> factor : symbols.entrySet()) {
      size = size.times(Scale.of(factor.getKey().scale()).power(factor.getValue()));
      factor.getKey().dimension().forEach((base, n) -> exponents.merge(base, factor.getValue().multiply(n), BigFraction::add));
    }
    exponents.values().removeIf(BigFraction.ZERO::equals);
    this.symbols = symbols;
    this.dimension = Collections.unmodifiableMap(exponents);
    this.scale = size;
  }

  /** The most texts that are remembered: a model writes few units many times. */
  private static final int MOST_REMEMBERED = 1000;

  private static final Map<String, UnitReading> REMEMBERED = new ConcurrentHashMap<>();

  /** Reads the text between square brackets. */
  public static UnitReading parse(String text) {
    UnitReading known = REMEMBERED.get(text);
    if (known != null) {
      return known;
    }
    UnitReading reading = UnitParser.read(text);
    if (REMEMBERED.size() < MOST_REMEMBERED) {
      REMEMBERED.put(text, reading);
    }
    return reading;
  }

  /** The unit of a text that is known to be one. */
  public static Unit of(String text) {
    return switch (parse(text)) {
      case UnitReading.Known known -> known.unit();
      case UnitReading.Inferred inferred -> throw new IllegalArgumentException("`?` is not a unit");
      case UnitReading.Refused refused -> throw new IllegalArgumentException(refused.message());
    };
  }

  /** The table of names: symbol, prefixes it may have, and meaning. */
  public static List<List<String>> names() {
    return UnitNames.TABLE.stream().map(row -> List.of(row.name(), row.prefixes(), row.meaning())).toList();
  }

  static Unit of(Symbol symbol) {
    return symbol.dimension().isEmpty() && symbol.scale().equals(BigFraction.ONE) ? ONE : new Unit(Map.of(symbol, BigFraction.ONE));
  }

  public Unit times(Unit other) {
    Map<Symbol, BigFraction> product = new LinkedHashMap<>(symbols);
    other.symbols.forEach((symbol, exponent) -> product.merge(symbol, exponent, BigFraction::add));
    product.values().removeIf(BigFraction.ZERO::equals);
    return new Unit(product);
  }

  public Unit per(Unit other) {
    return times(other.raised(BigFraction.MINUS_ONE));
  }

  /** The unit raised to a power; empty when an exponent would leave {@link #MAX_EXPONENT} or {@link #MAX_ROOT}. */
  public Optional<Unit> power(BigFraction exponent) {
    boolean bounded = symbols.values().stream().map(exponent::multiply).allMatch(Unit::allowed);
    return bounded ? Optional.of(raised(exponent)) : Optional.empty();
  }

  public Optional<Unit> power(int exponent) {
    return power(new BigFraction(exponent));
  }

  static boolean allowed(BigFraction exponent) {
    return Math.abs(exponent.doubleValue()) <= MAX_EXPONENT && exponent.getDenominator().bitLength() < 8
        && exponent.getDenominatorAsInt() <= MAX_ROOT;
  }

  /** Whether every exponent lies within {@link #MAX_EXPONENT} and {@link #MAX_ROOT}. */
  boolean isBounded() {
    return symbols.values().stream().allMatch(Unit::allowed);
  }

  /** The same dimension without what is only a size: {@code 1/cell} for {@code h/(cell day)}. */
  Unit withoutSizes() {
    Map<Symbol, BigFraction> left = new LinkedHashMap<>(symbols);
    left.keySet().removeIf(symbol -> symbol.dimension().isEmpty());
    for (Symbol a : symbols.keySet()) {
      for (Symbol b : symbols.keySet()) {
        if (!a.equals(b) && a.dimension().equals(b.dimension()) && left.containsKey(a)) {
          left.merge(a, left.getOrDefault(b, BigFraction.ZERO), BigFraction::add);
          left.remove(b);
        }
      }
    }
    left.values().removeIf(BigFraction.ZERO::equals);
    return new Unit(left);
  }

  private Unit raised(BigFraction exponent) {
    if (exponent.equals(BigFraction.ZERO)) {
      return ONE;
    }
    Map<Symbol, BigFraction> power = new LinkedHashMap<>();
    symbols.forEach((symbol, n) -> power.put(symbol, n.multiply(exponent)));
    return new Unit(power);
  }

  /** The exponents over the base dimensions, none of them zero. */
  public Map<Dimension, BigFraction> dimension() {
    return dimension;
  }

  /** The size in base units: s, cell, mol, g, m, copy, IU, U. */
  public Scale scale() {
    return scale;
  }

  public boolean sameDimension(Unit other) {
    return dimension.equals(other.dimension);
  }

  /** Whether it has no dimension; {@code %} and {@code mL/L} have none, but a size other than 1. */
  public boolean isDimensionless() {
    return dimension.isEmpty();
  }

  /** Whether it is the unit of a bare number: no dimension and the size 1. */
  public boolean isOne() {
    return isDimensionless() && scale.equals(Scale.ONE);
  }

  /** What a value in this unit is multiplied by to be in {@code other}; from {@code day} to {@code h} it is 24. Same dimension required. */
  public Scale factorTo(Unit other) {
    if (!sameDimension(other)) {
      throw new IllegalArgumentException("no factor from " + describe() + " to " + other.describe());
    }
    return scale.times(other.scale.inverse());
  }

  /** An expression that gives a number in this unit, made to give it in {@code other}. Same dimension required. */
  public Expr converted(Expr expr, Unit other) {
    return new Typed(expr, new Measure.In(this)).in(other);
  }

  /** For messages: {@code cell²/day}, {@code 1/(cell day)}, {@code 1}; can be read back. */
  public String describe() {
    return text(true);
  }

  /** For files, in ASCII: {@code cell^2/day}; can be read back. */
  public String text() {
    return text(false);
  }

  /** The same in base units and without the size: {@code g/m³} for {@code ng/mL}. */
  public String describeDimension() {
    Map<String, BigFraction> factors = new LinkedHashMap<>();
    dimension.forEach((base, exponent) -> factors.put(base.base(), exponent));
    return quotient(factors, true);
  }

  private String text(boolean raisedDigits) {
    if (isOne()) {
      return "1";
    }
    Map<String, BigFraction> factors = new LinkedHashMap<>();
    symbols.forEach((symbol, exponent) -> factors.put(symbol.text(), exponent));
    return quotient(factors, raisedDigits);
  }

  private static String quotient(Map<String, BigFraction> factors, boolean raisedDigits) {
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    factors.forEach((name, exponent) -> {
      boolean positive = exponent.compareTo(BigFraction.ZERO) > 0;
      (positive ? above : below).add(name + exponent(exponent.abs(), raisedDigits));
    });
    String numerator = above.isEmpty() ? "1" : String.join(" ", above);
    return switch (below.size()) {
      case 0 -> numerator;
      case 1 -> numerator + "/" + below.get(0);
      default -> numerator + "/(" + String.join(" ", below) + ")";
    };
  }

  private static String exponent(BigFraction exponent, boolean raisedDigits) {
    if (exponent.equals(BigFraction.ONE)) {
      return "";
    }
    if (!exponent.getDenominator().equals(BigInteger.ONE)) {
      return "^(" + exponent.getNumerator() + "/" + exponent.getDenominator() + ")";
    }
    String digits = exponent.getNumerator().toString();
    return raisedDigits ? UnitParser.raise(digits) : "^" + digits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Unit unit && dimension.equals(unit.dimension) && scale.equals(unit.scale);
  }

  @Override
  public int hashCode() {
    return 31 * dimension.hashCode() + scale.hashCode();
  }

  @Override
  public String toString() {
    return describe();
  }
}
