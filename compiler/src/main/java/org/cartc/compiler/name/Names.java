package org.cartc.compiler.name;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.source.Span;

/** The names that a model declares: full paths, and how a shorter name is understood in its place. */
public final class Names {
  /** What a name stands for. */
  public enum Kind {
    PARAMETER("parameter"),
    COMPARTMENT("compartment"),
    DEFINITION("derived quantity"),
    RATE("rate"),
    UNKNOWN("unknown of a constraint"),
    CONSTRAINT("constraint"),
    MECHANISM("mechanism"),
    SWITCH("switch"),
    EVENT("event");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /** Whether it has a value at every instant. */
    public boolean isQuantity() {
      return switch (this) {
        case PARAMETER, COMPARTMENT, DEFINITION, RATE, UNKNOWN, SWITCH -> true;
        case CONSTRAINT, MECHANISM, EVENT -> false;
      };
    }
  }

  /** A declared name. */
  public record Entry(String path, Kind kind, String unit, Span span) {}

  private static final int MOST_LISTED = 20;

  private final String model;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  public Names(String model) {
    this.model = model;
  }

  /** Adds a name; reports it when there is one already. */
  public void declare(Entry entry, Diagnostics diagnostics) {
    Entry before = entries.putIfAbsent(entry.path(), entry);
    if (before != null) {
      diagnostics.add(twice(entry.path(), model, entry.span(), entry.kind().text(), before.span(), before.kind().text()));
    }
  }

  /** These names and further ones. */
  public Names with(List<Entry> more) {
    Names all = new Names(model);
    all.entries.putAll(entries);
    more.forEach(entry -> all.entries.putIfAbsent(entry.path(), entry));
    return all;
  }

  /** These names with other units, by path. */
  public Names withUnits(Map<String, String> units) {
    Names all = new Names(model);
    entries.forEach((path, e) -> all.entries.put(path, new Entry(path, e.kind(), units.getOrDefault(path, e.unit()), e.span())));
    return all;
  }

  static Diagnostic twice(String path, String model, Span second, String secondKind, Span first, String firstKind) {
    List<String> fixed = List.of(Kind.MECHANISM.text, Kind.SWITCH.text, Kind.EVENT.text, Kind.UNKNOWN.text);
    return Diagnostic.error("E0203", "`" + path + "` is declared twice in `" + model + "`")
        .at(second, "again here, as a " + secondKind)
        .at(first, "first here, as a " + firstKind)
        .help("rename one of them"
            + (fixed.contains(secondKind) ? "" : ", or write `replace` before the second to put it in the place of the first"));
  }

  public Optional<Entry> entry(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * What a name means at a place: a name of the mechanism around it, or of the next one around that, up to the model, where it is a
   * full path; else the only name that ends so.
   *
   * @param mechanism the mechanism around the place, empty for none
   */
  public Optional<Entry> find(String text, String mechanism) {
    return scoped(entries, text, mechanism).or(() -> {
      List<Entry> endings = endings(text);
      return endings.size() == 1 ? Optional.of(endings.get(0)) : Optional.empty();
    });
  }

  /** What is declared under a name in a mechanism, else in the one around it, and so on up to the model. */
  static <T> Optional<T> scoped(Map<String, T> declared, String text, String mechanism) {
    String scope = mechanism;
    while (!scope.isEmpty()) {
      if (declared.containsKey(scope + "." + text)) {
        return Optional.of(declared.get(scope + "." + text));
      }
      scope = scope.substring(0, Math.max(0, scope.lastIndexOf('.')));
    }
    return Optional.ofNullable(declared.get(text));
  }

  private List<Entry> endings(String text) {
    return entries.values().stream().filter(e -> e.path().endsWith("." + text)).toList();
  }

  /** Why a name is not understood: it is unknown, with the nearest known one, or it has several meanings. */
  public Diagnostic unknown(String text, Span span) {
    return unknown(text, "param " + text.replace('.', '_') + " [1] = 1", span);
  }

  /** The same, with the declaration that would make it known. */
  Diagnostic unknown(String text, String declaration, Span span) {
    List<Entry> endings = endings(text);
    if (endings.size() > 1) {
      String all = String.join(", ", endings.stream().map(e -> "`" + e.path() + "`").toList());
      return Diagnostic.error("E0202", "`" + text + "` may be " + all).at(span, "which one?")
          .help("write the full path").fix(span, endings.get(0).path());
    }
    Diagnostic unknown = Diagnostic.error("E0201", "`" + model + "` has no `" + text + "`").at(span, "not declared");
    return nearest(text)
        .map(near -> unknown.at(near.span(), "`" + near.path() + "` is declared here")
            .help("did you mean `" + near.path() + "`?").fix(span, near.path()))
        .orElse(!span.source().name().endsWith(".cart") ? unknown.note(quantities())
            : unknown.help("declare it, for example: " + declaration));
  }

  private String quantities() {
    List<String> paths =
        entries.values().stream().filter(e -> e.kind() == Kind.COMPARTMENT || e.kind() == Kind.PARAMETER || e.kind() == Kind.SWITCH)
            .map(Entry::path).toList();
    return "its compartments, parameters and switches are " + String.join(", ", paths.subList(0, Math.min(MOST_LISTED, paths.size())))
        + (paths.size() > MOST_LISTED ? ", ..." : "");
  }

  private Optional<Entry> nearest(String text) {
    TreeSet<String> known = new TreeSet<>(entries.keySet());
    entries.keySet().forEach(path -> known.add(path.substring(path.lastIndexOf('.') + 1)));
    return Nearest.to(text, known).flatMap(near -> find(near, ""));
  }
}
