package org.cartc.compiler.unit;

import static org.cartc.compiler.unit.Dimension.ACTIVITY;
import static org.cartc.compiler.unit.Dimension.AMOUNT;
import static org.cartc.compiler.unit.Dimension.CELLS;
import static org.cartc.compiler.unit.Dimension.COPIES;
import static org.cartc.compiler.unit.Dimension.ENZYME;
import static org.cartc.compiler.unit.Dimension.LENGTH;
import static org.cartc.compiler.unit.Dimension.MASS;
import static org.cartc.compiler.unit.Dimension.TIME;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.fraction.BigFraction;
import org.cartc.runtime.table.Near;

/**
 * The names of units. One spelling each, in the singular, upper and lower case distinct: {@code M} is molar, {@code m} is metre.
 * The constant of Avogadro is that of the SI of 2019, exactly 6.02214076e23 per mole, so that {@code molecule} and {@code mol} convert.
 */
final class UnitNames {
  /**
   * A row of the table.
   *
   * @param name the symbol
   * @param prefixes the SI prefixes it may have: n, u (or the micro sign), m, c, d, k, M, G, p, f
   * @param scale its size in base units
   * @param dimension its exponents
   * @param meaning for people
   */
  record Row(String name, String prefixes, BigFraction scale, Map<Dimension, Integer> dimension, String meaning) {}

  static final List<Row> TABLE =
      List.of(
          row("s", "mun", "1", Map.of(TIME, 1), "second"),
          row("min", "", "60", Map.of(TIME, 1), "minute"),
          row("h", "", "3600", Map.of(TIME, 1), "hour"),
          row("day", "", "86400", Map.of(TIME, 1), "day; also written d"),
          row("week", "", "604800", Map.of(TIME, 1), "7 days"),
          row("month", "", "2629800", Map.of(TIME, 1), "a twelfth of a year, 30.4375 days"),
          row("year", "", "31557600", Map.of(TIME, 1), "365.25 days"),
          row("cell", "kMG", "1", Map.of(CELLS, 1), "cell"),
          row("copy", "kMG", "1", Map.of(COPIES, 1), "gene copy"),
          row("mol", "munpfk", "1", Map.of(AMOUNT, 1), "mole"),
          new Row("molecule", "", new BigFraction(BigInteger.ONE, new BigDecimal("6.02214076e23").toBigIntegerExact()),
              Map.of(AMOUNT, 1), "one of 6.02214076e23 in a mole"),
          row("M", "munpf", "1000", Map.of(AMOUNT, 1, LENGTH, -3), "molar, mol/L"),
          row("g", "kmunpf", "1", Map.of(MASS, 1), "gram"),
          row("Da", "kM", "1", Map.of(MASS, 1, AMOUNT, -1), "dalton as a molar mass, g/mol"),
          row("L", "dmunpf", "0.001", Map.of(LENGTH, 3), "litre"),
          row("m", "kcmun", "1", Map.of(LENGTH, 1), "metre"),
          row("IU", "mukM", "1", Map.of(ACTIVITY, 1), "international unit"),
          row("U", "mukM", "1", Map.of(ENZYME, 1), "enzyme unit"),
          row("Gy", "cm", "1", Map.of(LENGTH, 2, TIME, -2), "gray, J/kg"),
          row("%", "", "0.01", Map.of(), "a hundredth"));

  private static final Map<Character, BigFraction> PREFIXES =
      Map.of('f', power10(-15), 'p', power10(-12), 'n', power10(-9), 'u', power10(-6), 'm', power10(-3), 'c', power10(-2), 'd', power10(-1),
          'k', power10(3), 'M', power10(6), 'G', power10(9));

  private static final Map<String, Symbol> SYMBOLS = symbols();

  /** What people write for what the table calls otherwise; keys in lower case and the singular. */
  private static final Map<String, String> SPOKEN =
      Map.ofEntries(
          Map.entry("second", "s"), Map.entry("sec", "s"), Map.entry("minute", "min"), Map.entry("hour", "h"), Map.entry("hr", "h"),
          Map.entry("wk", "week"), Map.entry("mo", "month"), Map.entry("mth", "month"), Map.entry("yr", "year"), Map.entry("a", "year"),
          Map.entry("copie", "copy"), Map.entry("mole", "mol"), Map.entry("molar", "M"), Map.entry("gram", "g"),
          Map.entry("kilogram", "kg"), Map.entry("milligram", "mg"),
          Map.entry("microgram", "ug"), Map.entry("mcg", "ug"), Map.entry("nanogram", "ng"),
          Map.entry("picogram", "pg"), Map.entry("dalton", "Da"), Map.entry("litre", "L"), Map.entry("liter", "L"),
          Map.entry("millilitre", "mL"), Map.entry("milliliter", "mL"), Map.entry("microlitre", "uL"), Map.entry("microliter", "uL"),
          Map.entry("cc", "mL"), Map.entry("metre", "m"), Map.entry("meter", "m"), Map.entry("micron", "um"), Map.entry("gray", "Gy"),
          Map.entry("ui", "IU"), Map.entry("percent", "%"), Map.entry("dimensionless", "1"), Map.entry("unitless", "1"),
          Map.entry("none", "1"), Map.entry("fraction", "1"), Map.entry("ratio", "1"));

  private UnitNames() {}

  /** The meaning of a name; {@code d} is {@code day} and both micro signs are {@code u}. */
  static Optional<Symbol> find(String name) {
    return Optional.ofNullable(SYMBOLS.get(name.replace('\u00b5', 'u').replace('\u03bc', 'u')));
  }

  /** What a name that is none was probably meant to be, the likeliest first; at most three. */
  static List<String> near(String name) {
    Set<String> found = new LinkedHashSet<>();
    spoken(name, found);
    if (name.endsWith("s") && name.length() > 1) {
      String singular = name.substring(0, name.length() - 1);
      find(singular).ifPresent(symbol -> found.add(symbol.text()));
      spoken(singular, found);
    }
    if (found.isEmpty() && name.length() > 2) {
      found.addAll(Near.names(name, SYMBOLS.keySet().stream().filter(known -> known.length() > 2).toList()));
    }
    return found.stream().limit(3).toList();
  }

  private static void spoken(String name, Set<String> found) {
    String lower = name.toLowerCase(Locale.ROOT);
    Optional.ofNullable(SPOKEN.get(lower)).ifPresent(found::add);
    SYMBOLS.keySet().stream().filter(known -> !known.equals("d") && known.toLowerCase(Locale.ROOT).equals(lower)).forEach(found::add);
  }

  private static Map<String, Symbol> symbols() {
    Map<String, Symbol> symbols = new LinkedHashMap<>();
    for (Row row : TABLE) {
      Symbol plain = new Symbol(row.name(), row.scale(), row.dimension());
      symbols.put(row.name(), plain);
      for (char prefix : row.prefixes().toCharArray()) {
        String name = prefix + row.name();
        symbols.put(name, new Symbol(name, row.scale().multiply(PREFIXES.get(prefix)), row.dimension()));
      }
    }
    symbols.put("d", symbols.get("day"));
    return symbols;
  }

  private static Row row(String name, String prefixes, String scale, Map<Dimension, Integer> dimension, String meaning) {
    return new Row(name, prefixes, number(scale), dimension, meaning);
  }

  /** A decimal as an exact fraction. */
  static BigFraction number(String decimal) {
    BigDecimal value = new BigDecimal(decimal);
    return value.scale() <= 0
        ? new BigFraction(value.toBigIntegerExact())
        : new BigFraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  private static BigFraction power10(int exponent) {
    return new BigFraction(BigInteger.TEN).pow(exponent);
  }
}
