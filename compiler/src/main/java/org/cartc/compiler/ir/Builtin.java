package org.cartc.compiler.ir;

import java.util.Arrays;
import java.util.Optional;

/** The functions of the language that are not written in it. */
public enum Builtin {
  EXP("exp", 1, 1),
  /** The natural logarithm. */
  LOG("log", 1, 1),
  LOG10("log10", 1, 1),
  SQRT("sqrt", 1, 1),
  ABS("abs", 1, 1),
  SIN("sin", 1, 1),
  COS("cos", 1, 1),
  TAN("tan", 1, 1),
  TANH("tanh", 1, 1),
  FLOOR("floor", 1, 1),
  CEIL("ceil", 1, 1),
  MIN("min", 2, Integer.MAX_VALUE),
  MAX("max", 2, Integer.MAX_VALUE);

  private final String text;
  private final int least;
  private final int most;

  Builtin(String text, int least, int most) {
    this.text = text;
    this.least = least;
    this.most = most;
  }

  /** Its name in the language. */
  public String text() {
    return text;
  }

  public boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** How many arguments it takes, for messages. */
  public String arity() {
    return most == 1 ? "one argument" : "two arguments or more";
  }

  public static Optional<Builtin> named(String name) {
    if (name.equals("ln")) {
      return Optional.of(LOG);
    }
    return Arrays.stream(values()).filter(b -> b.text.equals(name)).findFirst();
  }

  /** The value for numbers; {@code min} and {@code max} fold from the left. */
  public double of(double... x) {
    return switch (this) {
      case EXP -> Math.exp(x[0]);
      case LOG -> Math.log(x[0]);
      case LOG10 -> Math.log10(x[0]);
      case SQRT -> Math.sqrt(x[0]);
      case ABS -> Math.abs(x[0]);
      case SIN -> Math.sin(x[0]);
      case COS -> Math.cos(x[0]);
      case TAN -> Math.tan(x[0]);
      case TANH -> Math.tanh(x[0]);
      case FLOOR -> Math.floor(x[0]);
      case CEIL -> Math.ceil(x[0]);
      case MIN -> Arrays.stream(x).reduce(Math::min).orElse(Double.NaN);
      case MAX -> Arrays.stream(x).reduce(Math::max).orElse(Double.NaN);
    };
  }
}
