package org.cartc.compiler.format;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of files that can be read, with every kind of statement, written with any blanks, breaks and comments. */
final class AnyFile {
  private static final List<String> NAMES =
      List.of("x", "C_free", "time", "d", "from", "peak", "cd40.beta_C", "long_name_of_a_rate", "I_6");
  private static final List<String> UNITS = List.of("[1/day]", "[cell]", "[ng/(mL day cell)]", "[?]", "[1]");

  private final Random random;

  AnyFile(long seed) {
    random = new Random(seed);
  }

  String text() {
    return some(4, this::top);
  }

  private String top() {
    return pick(
        () -> "model " + name() + doc() + block(6, this::modelItem),
        () -> "extend " + name() + doc() + block(4, this::modelItem),
        () -> "study " + name() + doc() + block(5, this::studyItem),
        () -> "protocol p(a [mg], n = 3)" + block(2, () -> "dose " + name() + " a at 0 [h]" + pick(() -> "", () -> " every 8 [h] times n")),
        () -> "fun f(x, K)" + gap() + "=" + gap() + sum(3) + pick(() -> "", () -> "\n \"doc\""),
        () -> "claim \"a claim\" {\n value " + sum(3) + "\n\n   published 76 [day]  within 0.5 [day]; kind exact }",
        () -> "data t from \"t.csv\" { id key ; param x from y [cell]\n below 2 [cell] censored y }");
  }

  private String modelItem() {
    return modelItem(2);
  }

  private String modelItem(int depth) {
    return pick(
        () -> "compartment" + gap() + simple() + gap() + unit() + gap() + "=" + gap() + sum(3) + bounds() + doc(),
        () -> "param " + simple() + gap() + unit() + " = " + sum(3) + bounds() + doc() + pick(() -> "", () -> " cite doi:10.1/a"),
        () -> "let " + simple() + gap() + "=" + broken(sum(3)) + doc(),
        () -> "output " + simple() + " " + unit() + "=" + sum(3),
        () -> "rate " + simple() + gap() + ":" + gap() + pick(() -> "", this::simple) + gap() + "->" + gap() + pick(() -> "", this::simple)
            + " = "
            + sum(3) + pick(() -> "", () -> " while " + sum(3) + " > 0") + doc(),
        () -> "d/dt " + simple() + gap() + "=" + gap() + sum(3),
        () -> "constraint " + simple() + doc() + "\n  solve u [cell] in 0" + gap() + ".." + gap() + "C\nsuch that " + sum(3) + " == "
            + sum(3),
        () -> "when x rises above 1e3 once as e { x = 1; stop }",
        () -> "check x >= -1",
        () -> depth == 0 ? "check x > 1" : "mechanism " + simple() + doc() + block(3, () -> modelItem(depth - 1)));
  }

  private String studyItem() {
    return pick(
        () -> "simulate m with x = 1, y=2 until 10 [day] every 1 [day]",
        () -> "for k = 0.1" + gap() + ".." + gap() + "0.4 points 4",
        () -> "scenario " + simple() + doc() + pick(() -> "", () -> gap() + "{ block m by 50% from 1 [day]; without n }"),
        () -> "scenarios (a, b)"
            + block(4, () -> "s" + random.nextInt(100) + gap() + ":" + gap() + number() + gap() + "," + gap() + number() + doc()),
        () -> "let " + simple() + " [day] = last time x <= x at 0 [day]",
        () -> "plot a, b by scenario as \"file\"" + doc() + pick(() -> "", () -> " { y log; x 0 .. 24 \"hours\" }"));
  }

  private String block(int most, Supplier<String> item) {
    return gap() + "{" + gap() + breaks() + some(most, item) + "}";
  }

  private String some(int most, Supplier<String> item) {
    return IntStream.rangeClosed(0, random.nextInt(most)).mapToObj(i -> indent() + item.get() + gap() + comment() + breaks())
        .collect(Collectors.joining());
  }

  private String breaks() {
    return random.nextInt(8) == 0 ? "\n" + indent() + "# a line of its own\n\n" : "\n".repeat(1 + random.nextInt(3));
  }

  private String comment() {
    return random.nextInt(5) == 0 ? "# a comment " : "";
  }

  private String indent() {
    return " ".repeat(random.nextInt(7));
  }

  private String gap() {
    return random.nextInt(4) == 0 ? "\t" : " ".repeat(1 + random.nextInt(3));
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size() - 3));
  }

  private String simple() {
    return List.of("x", "C", "effector_cells", "I_6", "k").get(random.nextInt(5)) + random.nextInt(30);
  }

  private String unit() {
    return UNITS.get(random.nextInt(UNITS.size()));
  }

  private String bounds() {
    return random.nextInt(3) == 0 ? " in 1e-3" + pick(() -> "..", () -> " .. ") + "10" + pick(() -> "", () -> " log") : "";
  }

  private String doc() {
    return random.nextInt(2) == 0 ? "" : gap() + "\"what it is\"";
  }

  private String broken(String text) {
    return random.nextInt(3) == 0 ? "\n  " + text : " " + text;
  }

  private String number() {
    return pick(() -> "1e" + random.nextInt(12), () -> "-" + random.nextInt(1000), () -> random.nextInt(100) + "%", () -> "2.5 [cell]");
  }

  private String sum(int depth) {
    return switch (depth == 0 ? 8 : random.nextInt(9)) {
      case 0 -> "(" + sum(depth - 1) + pick(() -> "\n  ", () -> " ") + "- " + sum(depth - 1) + ")";
      case 1 -> sum(depth - 1) + pick(() -> "*", () -> " * ", () -> "  *") + sum(depth - 1);
      case 2 -> sum(depth - 1) + pick(() -> "/", () -> " / ") + sum(depth - 1);
      case 3 -> "-" + number().replace("-", "") + "^2";
      case 4 -> "hill(" + sum(depth - 1) + " ," + sum(depth - 1) + ", n= 2)";
      case 5 -> "C_free+" + sum(depth - 1);
      case 6 -> "x -1";
      default -> random.nextInt(2) == 0 ? number().replace("-", "") : "K_1";
    };
  }

  @SafeVarargs
  private <T> T pick(Supplier<T>... choices) {
    return choices[random.nextInt(choices.length)].get();
  }
}
