package org.cartc.compiler.difference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.cartc.compiler.ir.Model;

/** A difference of a second model from a first. */
public sealed interface Change {
  /** What happened, in words: {@code adds rate killing: T ->}. */
  String text();

  /**
   * Something is only in one of them.
   *
   * @param added whether in the second
   * @param says what it says; for a mechanism, how much it owns
   */
  record Only(boolean added, String kind, String path, String says) implements Change {
    @Override
    public String text() {
      return (added ? "adds " : "removes ") + kind + " " + path + (says.isEmpty() ? "" : ": " + says);
    }
  }

  /** An aspect of something is another one; texts are empty for none. */
  record Aspect(String kind, String path, String aspect, String before, String after) implements Change {
    @Override
    public String text() {
      return "changes the " + aspect + " of " + kind + " " + path + ": " + shown(before) + " -> " + shown(after);
    }

    private static String shown(String text) {
      return text.isEmpty() ? "none" : text;
    }
  }

  /** The differences of a model from another one, in the order of the kinds; mechanisms that are in one only count what they own. */
  static List<Change> between(Model before, Model after) {
    Map<String, Fact> first = byPath(before);
    Map<String, Fact> second = byPath(after);
    List<Change> changes = new ArrayList<>();
    second.values().stream().filter(f -> !first.containsKey(f.key())).filter(f -> !isOwned(f, second, first))
        .forEach(f -> changes.add(only(true, f, second)));
    first.values().stream().filter(f -> !second.containsKey(f.key())).filter(f -> !isOwned(f, first, second))
        .forEach(f -> changes.add(only(false, f, first)));
    for (Fact fact : second.values()) {
      Fact old = first.get(fact.key());
      if (old != null) {
        aspects(old, fact, changes);
      }
    }
    return changes;
  }

  private static Map<String, Fact> byPath(Model model) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    Fact.of(model).forEach(fact -> facts.put(fact.key(), fact));
    return facts;
  }

  /** Whether it is named with a mechanism that comes or goes as a whole. */
  private static boolean isOwned(Fact fact, Map<String, Fact> here, Map<String, Fact> there) {
    return here.values().stream().anyMatch(m -> m.kind().equals(Fact.MECHANISM) && m != fact && !there.containsKey(m.key())
        && (fact.mechanism().equals(m.path()) || fact.mechanism().startsWith(m.path() + ".")));
  }

  private static Change only(boolean added, Fact fact, Map<String, Fact> facts) {
    if (!fact.kind().equals(Fact.MECHANISM)) {
      String says = fact.says().entrySet().stream().filter(e -> !e.getKey().equals("documentation") && !e.getValue().isEmpty())
          .map(e -> said(fact.kind(), e.getKey(), e.getValue())).collect(Collectors.joining(" "));
      return new Only(added, fact.kind(), fact.path(), says);
    }
    Map<String, Integer> owned = new LinkedHashMap<>();
    facts.values().stream().filter(f -> f != fact && (f.mechanism().equals(fact.path()) || f.mechanism().startsWith(fact.path() + ".")))
        .forEach(f -> owned.merge(f.kind(), 1, Integer::sum));
    return new Only(added, fact.kind(), fact.path(),
        owned.entrySet().stream().map(e -> e.getValue() + " " + (e.getValue() == 1 ? e.getKey() : plural(e.getKey())))
            .collect(Collectors.joining(", ")));
  }

  private static String said(String kind, String aspect, String text) {
    return switch (aspect) {
      case "unit" -> "[" + text + "]";
      case "value" -> kind.equals("rate") ? "= " + text : text;
      case "bounds" -> "in " + text;
      case "guard" -> "while " + text;
      default -> text;
    };
  }

  private static String plural(String kind) {
    return kind.equals("switch") ? "switches" : kind + "s";
  }

  private static void aspects(Fact before, Fact after, List<Change> changes) {
    if (!before.kind().equals(after.kind())) {
      changes.add(new Aspect(before.kind(), before.path(), "kind", before.kind(), after.kind()));
    }
    after.says().forEach((aspect, text) -> {
      String old = Objects.requireNonNullElse(before.says().get(aspect), "");
      if (!old.equals(text)) {
        changes.add(new Aspect(after.kind(), after.path(), aspect, old, text));
      }
    });
  }
}
