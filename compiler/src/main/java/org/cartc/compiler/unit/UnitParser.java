package org.cartc.compiler.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;
import org.cartc.compiler.unit.UnitReading.Refused;

/**
 * Reads {@code unit = product {"/" factor}}, {@code product = factor {["*"|"·"] factor}},
 * {@code factor = (name | number | "%" | "(" unit ")") ["^" (integer | "(" integer "/" integer ")") | raised digits]}.
 */
final class UnitParser {
  private static final int LONGEST = 200;
  private static final double LARGEST = 1e30;
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final Pattern NAME = Pattern.compile("\\p{L}+|%");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,30}(\\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2}(?![0-9]))?");
  private static final Pattern EXPONENT = Pattern.compile(
      "\\^ *(-?[0-9]{1,9})(?![0-9.])|\\^ *\\( *(-?[0-9]{1,9}) *(?:/ *([0-9]{1,9}) *)?\\)|(⁻?[" + RAISED + "]{1,9})");
  private static final Pattern DIGITS_BEHIND_NAME = Pattern.compile("-?[0-9]+");
  private static final Pattern PER = Pattern.compile("\\s*\\bper\\b\\s*");

  private final String text;
  private int at;

  private UnitParser(String text) {
    this.text = text;
  }

  static UnitReading read(String text) {
    UnitReading reading = new UnitParser(text).reading();
    if (reading instanceof Refused refused) {
      List<String> readable = refused.suggestions().stream().filter(s -> !(new UnitParser(s).reading() instanceof Refused)).toList();
      return new Refused(refused.offset(), refused.length(), refused.message(), readable.isEmpty() ? refused.suggestions() : readable);
    }
    return reading;
  }

  /** Digits as raised digits. */
  static String raise(String digits) {
    StringBuilder raised = new StringBuilder();
    digits.chars().forEach(digit -> raised.append(RAISED.charAt(digit - '0')));
    return raised.toString();
  }

  private UnitReading reading() {
    try {
      if (text.length() > LONGEST) {
        throw new Fault(new Refused(LONGEST, text.length() - LONGEST, "a unit has at most " + LONGEST + " characters", List.of()));
      }
      if (text.isBlank()) {
        throw new Fault(new Refused(0, text.length(), "the unit is missing; a pure number has the unit `1`", List.of("1", "?")));
      }
      if (text.strip().equals("?")) {
        return new UnitReading.Inferred();
      }
      Unit unit = unit();
      if (at < text.length()) {
        throw strange();
      }
      return new UnitReading.Known(unit);
    } catch (Fault fault) {
      return fault.refused;
    }
  }

  private Unit unit() {
    skipBlanks();
    final int start = at;
    Unit unit = product();
    final int productEnd = at;
    while (take("/")) {
      int divisor = at;
      unit = unit.per(factor("`/`"));
      skipBlanks();
      if (product(at)) {
        throw ambiguous(start, productEnd, divisor);
      }
    }
    return unit;
  }

  private Unit product() {
    Unit product = factor("the start");
    skipBlanks();
    while (product(at)) {
      String sign = text.substring(at, at + 1);
      boolean signed = take("*") || take("·");
      product = product.times(factor(signed ? "`" + sign + "`" : "the unit"));
      skipBlanks();
    }
    return product;
  }

  /** Whether a further factor begins at an offset, with or without a sign. */
  private boolean product(int offset) {
    return offset < text.length() && (beginsFactor(offset) || text.charAt(offset) == '*' || text.charAt(offset) == '·') && !per(offset);
  }

  private boolean per(int offset) {
    Matcher word = NAME.matcher(text).region(offset, text.length());
    return word.lookingAt() && word.group().equals("per");
  }

  private boolean beginsFactor(int offset) {
    int c = text.codePointAt(offset);
    return Character.isLetter(c) || c >= '0' && c <= '9' || c == '(' || c == '%';
  }

  private Unit factor(String before) {
    skipBlanks();
    int start = at;
    Unit base;
    Matcher name = match(NAME);
    Matcher number = match(NUMBER);
    if (per(start)) {
      throw strange();
    } else if (name.lookingAt()) {
      base = named(name.group());
    } else if (number.lookingAt()) {
      base = numeral(number.group());
    } else if (take("(")) {
      base = unit();
      if (!take(")")) {
        throw at < text.length() ? strange() : fault(start, 1, "the bracket `(` is not closed", text.strip() + ")");
      }
    } else if (at < text.length() && "/*·)".indexOf(text.charAt(at)) < 0) {
      throw strange();
    } else {
      throw fault(at, Math.min(1, text.length() - at), "a unit is missing after " + before);
    }
    return raised(base, start);
  }

  private Unit named(String name) {
    Optional<Symbol> symbol = UnitNames.find(name);
    if (symbol.isEmpty()) {
      List<String> near = UnitNames.near(name);
      String question = near.isEmpty() ? "" : "; " + (near.size() == 1 ? "write " : "did you mean ") + quoted(near);
      String[] edits = near.stream().map(s -> edited(at, name.length(), s)).toArray(String[]::new);
      throw fault(at, name.length(), "`" + name + "` is not a unit" + question, edits);
    }
    int start = at;
    at += name.length();
    Matcher digits = match(DIGITS_BEHIND_NAME);
    if (digits.lookingAt()) {
      String power = name + "^" + digits.group();
      throw fault(start, digits.end() - start, "a power is written with `^`: `" + power + "`", edited(start, digits.end() - start, power));
    }
    return Unit.of(symbol.get());
  }

  private Unit numeral(String number) {
    BigFraction value = UnitNames.number(number);
    if (value.equals(BigFraction.ZERO)) {
      throw fault(at, number.length(), "a unit cannot be zero");
    }
    if (value.doubleValue() > LARGEST || value.doubleValue() < 1 / LARGEST) {
      throw fault(at, number.length(), "a number in a unit lies between 1e-30 and 1e30");
    }
    at += number.length();
    return Unit.of(new Symbol(number, value, Map.of()));
  }

  private Unit raised(Unit base, int start) {
    Matcher exponent = match(EXPONENT);
    if (!exponent.lookingAt()) {
      boolean doubled = text.startsWith("**", at);
      if (doubled || text.startsWith("^", at)) {
        String[] edits = doubled ? new String[] {edited(at, 2, "^")} : new String[0];
        throw fault(at, doubled ? 2 : 1, "a power is written `^2`, `^-1` or `^(1/2)`", edits);
      }
      return base;
    }
    at = exponent.end();
    BigFraction power = value(exponent, start);
    String range = "a power lies between -" + Unit.MAX_EXPONENT + " and " + Unit.MAX_EXPONENT
        + ", its denominator is at most " + Unit.MAX_ROOT;
    return base.power(power).orElseThrow(() -> fault(start, at - start, range));
  }

  private BigFraction value(Matcher exponent, int start) {
    if (exponent.group(4) != null) {
      StringBuilder digits = new StringBuilder();
      exponent.group(4).chars().forEach(c -> digits.append(c == '⁻' ? "-" : RAISED.indexOf(c)));
      return new BigFraction(Integer.parseInt(digits.toString()));
    }
    int numerator = Integer.parseInt(exponent.group(1) != null ? exponent.group(1) : exponent.group(2));
    int denominator = exponent.group(3) != null ? Integer.parseInt(exponent.group(3)) : 1;
    if (denominator == 0) {
      throw fault(start, at - start, "a power cannot be divided by zero");
    }
    return new BigFraction(numerator, denominator);
  }

  /** A factor stands behind {@code a/b}: neither {@code a/(b c)} nor {@code a c/b} may be guessed. */
  private Fault ambiguous(int start, int productEnd, int divisor) {
    int divisorEnd = at;
    if (!take("*")) {
      take("·");
    }
    int rest = at;
    product();
    String above = text.substring(start, productEnd).strip();
    String divided = text.substring(divisor, divisorEnd).strip();
    String behind = text.substring(rest, at).strip();
    String before = text.substring(productEnd, divisor);
    String below = above + before + "(" + divided + " " + behind + ")";
    String beside = (above.equals("1") ? "" : above + " ") + behind + before + divided;
    String whole = text.substring(start, at).strip();
    String message = "`" + whole + "` can be read in two ways; write `" + below + "` or `" + beside + "`";
    return fault(start, whole.length(), message, edited(start, whole.length(), below), edited(start, whole.length(), beside));
  }

  private Fault strange() {
    if (per(at)) {
      return fault(at, 3, "division is written `/`", PER.matcher((at == 0 ? "1 " : "") + text).replaceAll("/"));
    }
    int c = text.codePointAt(at);
    int length = Character.charCount(c);
    return switch (c) {
      case '.', '×', '⋅', '∙', ',' -> fault(at, length, "a product of units is written with a space", edited(at, length, " "));
      case '?' -> fault(at, length, "`?` stands alone: it asks for the whole unit", "?");
      case ')' -> fault(at, length, "this bracket was not opened", edited(at, length, ""));
      case '-', '+' -> fault(at, length, "units are multiplied, divided and raised to powers only");
      default -> fault(at, length, "`" + Character.toString(c) + "` has no meaning in a unit");
    };
  }

  private Matcher match(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
  }

  private boolean take(String sign) {
    skipBlanks();
    boolean found = text.startsWith(sign, at);
    at += found ? sign.length() : 0;
    return found;
  }

  private void skipBlanks() {
    while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0')) {
      at++;
    }
  }

  private String edited(int offset, int length, String replacement) {
    return text.substring(0, offset) + replacement + text.substring(offset + length);
  }

  private static String quoted(List<String> names) {
    List<String> quoted = new ArrayList<>(names.stream().map(name -> "`" + name + "`").toList());
    String last = quoted.remove(quoted.size() - 1);
    return quoted.isEmpty() ? last : String.join(", ", quoted) + " or " + last;
  }

  private static Fault fault(int offset, int length, String message, String... suggestions) {
    return new Fault(new Refused(offset, length, message, List.of(suggestions)));
  }

  /** Leaves the descent at the first fault. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refused refused;

    Fault(Refused refused) {
      super(refused.message(), null, false, false);
      this.refused = refused;
    }
  }
}
