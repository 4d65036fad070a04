package org.cartc.compiler.syntax;

/** Greek letters by their names, as they stand in the names of parameters. */
final class Greek {
  private static final String LETTERS = "\u03b1\u03b2\u03b3\u03b4\u03b5\u03b6\u03b7\u03b8\u03b9\u03ba\u03bb\u03bc"
      + "\u03bd\u03be\u03bf\u03c0\u03c1\u03c3\u03c4\u03c5\u03c6\u03c7\u03c8\u03c9\u00b5";
  private static final String[] NAMES = {
      "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron",
      "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "mu"};

  private Greek() {}

  /** The text with each Greek letter replaced by its name; a capital letter by its capitalised name. */
  static String spelt(String text) {
    StringBuilder spelt = new StringBuilder();
    for (char c : text.toCharArray()) {
      int index = LETTERS.indexOf(Character.toLowerCase(c));
      boolean capital = Character.isUpperCase(c);
      String name = index < 0 ? String.valueOf(c) : NAMES[index];
      spelt.append(index >= 0 && capital ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : name);
    }
    return spelt.toString();
  }
}
