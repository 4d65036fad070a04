package org.cartc.compiler.syntax;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cartc.grammar.CartParser;

/** The kinds of blocks, what they are called and the words with which their statements begin. */
enum Statements {
  FILE(CartParser.RULE_topLine, "at the top of a file",
      "use", "model", "extend", "protocol", "data", "fit", "study", "numerics", "claim", "compare", "fun"),
  MODEL(CartParser.RULE_modelLine, "in a model",
      "cite", "time", "use", "switch", "replace", "compartment", "param", "let", "output", "fun", "rate", "d", "constraint",
      "equilibrium", "mechanism", "when", "check", "test"),
  EVENT(CartParser.RULE_eventLine, "in an event", with(modifiers(), "dose", "stop")),
  TEST(CartParser.RULE_testLine, "in a test", "expect"),
  PROTOCOL(CartParser.RULE_protocolLine, "in a protocol", with(modifiers(), "let", "dose", "infuse")),
  TABLE(CartParser.RULE_tableLine, "in a data table", "id", "time", "param", "dose", "covariate", "below"),
  FIT(CartParser.RULE_fitLine, "in a fit", with(modifiers(), "simulate", "observe", "vary", "minimise", "maximise", "let", "seed")),
  STUDY(CartParser.RULE_studyLine, "in a study", with(modifiers(),
      "simulate", "for", "scenario", "scenarios", "let", "vary", "minimise", "maximise", "sensitivity", "plot", "numerics", "seed",
      "compare")),
  SCENARIO(CartParser.RULE_scenarioLine, "in a scenario", modifiers()),
  ROWS(CartParser.RULE_rowLine, "in a table of scenarios"),
  OPTIONS(CartParser.RULE_optionLine, "in the options of a plot"),
  NUMERICS(CartParser.RULE_numericsLine, "in a numerics block", "constraint", "grid"),
  CLAIM(CartParser.RULE_claimLine, "in a claim", "value", "published", "expect", "kind", "source"),
  OPTION_OF_A_COMMAND(CartParser.RULE_loneModifier, "in this option", modifiers()),
  VALUE_OF_A_COMMAND(CartParser.RULE_loneExpression, "in this expression"),
  SETTING_OF_A_COMMAND(CartParser.RULE_loneSetting, "in this setting");

  /** What other languages call these statements. */
  private static final Map<String, String> ELSEWHERE = Map.ofEntries(
      Map.entry("parameter", "param"), Map.entry("parameters", "param"), Map.entry("const", "param"), Map.entry("constant", "param"),
      Map.entry("species", "compartment"), Map.entry("state", "compartment"), Map.entry("var", "let"), Map.entry("function", "fun"),
      Map.entry("def", "fun"), Map.entry("reaction", "rate"), Map.entry("flow", "rate"), Map.entry("ode", "d"),
      Map.entry("import", "use"), Map.entry("include", "use"), Map.entry("assert", "check"), Map.entry("event", "when"),
      Map.entry("experiment", "study"), Map.entry("dataset", "data"), Map.entry("minimize", "minimise"),
      Map.entry("maximize", "maximise"), Map.entry("optimise", "minimise"), Map.entry("run", "simulate"), Map.entry("bolus", "dose"),
      Map.entry("infusion", "infuse"), Map.entry("covar", "covariate"), Map.entry("module", "mechanism"));

  private final int line;
  private final String place;
  private final List<String> words;

  Statements(int line, String place, String... words) {
    this.line = line;
    this.place = place;
    this.words = List.of(words);
  }

  private static String[] modifiers() {
    return new String[] {"set", "without", "only", "block", "scale", "attribute"};
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(more), Stream.of(words)).toArray(String[]::new);
  }

  /** The kind of block whose statements are read by the rule of the parser with that index. */
  static Statements ofLine(int rule) {
    return Stream.of(values()).filter(kind -> kind.line == rule).findFirst().orElse(FILE);
  }

  static boolean isLine(int rule) {
    return Stream.of(values()).anyMatch(kind -> kind.line == rule);
  }

  /** {@code in a study}. */
  String place() {
    return place;
  }

  List<String> words() {
    return words;
  }

  /** The word of this kind of block that another language writes so, if there is one. */
  List<String> elsewhere(String word) {
    String ours = ELSEWHERE.getOrDefault(word, "");
    return words.contains(ours) ? List.of(ours) : List.of();
  }

  /** The places in which a statement may begin with that word. */
  static List<String> placesOf(String word) {
    return Stream.of(values()).filter(kind -> kind.words.contains(word) && kind != OPTION_OF_A_COMMAND).map(Statements::place).toList();
  }

  /** Whether a statement may also begin with a name of the user's. */
  boolean beginsWithNames() {
    return switch (this) {
      case EVENT, TABLE, SCENARIO, ROWS, OPTIONS, NUMERICS, VALUE_OF_A_COMMAND, SETTING_OF_A_COMMAND -> true;
      case FILE, MODEL, TEST, PROTOCOL, FIT, STUDY, CLAIM, OPTION_OF_A_COMMAND -> false;
    };
  }

  /** Whether what begins a statement is open, so that a word of another block means nothing. */
  boolean freeWords() {
    return this == TABLE || this == ROWS || this == OPTIONS || this == NUMERICS;
  }
}
