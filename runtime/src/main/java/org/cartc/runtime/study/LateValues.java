package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Computes the values that compare runs, once all runs are known. */
final class LateValues {
  private final Collected runs;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, Integer> byKeys = new HashMap<>();
  private final Map<String, Map<String, Key>> taken = new HashMap<>();
  private final Map<String, Map<String, List<Integer>>> groups = new HashMap<>();
  private final Map<Formula.Over, Map<String, Double>> joined = new IdentityHashMap<>();

  private LateValues(Collected runs) {
    this.runs = runs;
    List<Study.Value> values = runs.study().values();
    for (int i = 0; i < values.size(); i++) {
      positions.put(values.get(i).name(), i);
    }
    for (int i = 0; i < runs.runs(); i++) {
      byKeys.put(address(runs.keys(i)), i);
      runs.keys(i).forEach(key -> taken.computeIfAbsent(key.name(), name -> new LinkedHashMap<>()).putIfAbsent(key.text(), key));
    }
  }

  /** Fills in the late values of the runs. */
  static void fill(Collected runs) {
    LateValues late = new LateValues(runs);
    List<Study.Value> values = runs.study().values();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).late()) {
        for (int run = 0; run < runs.runs(); run++) {
          runs.set(run, i, late.number(values.get(i).formula(), run));
        }
      }
    }
  }

  private static String address(List<Key> keys) {
    return keys.stream().map(k -> k.name() + "=" + k.text()).collect(Collectors.joining("\u0000"));
  }

  private double number(Formula formula, int run) {
    return switch (formula) {
      case Formula.Number n -> n.value();
      case Formula.Named n -> positions.containsKey(n.name())
          ? runs.value(run, positions.get(n.name()))
          : runs.variable(run, n.name());
      case Formula.Apply a -> a.function().of(a.arguments().stream().mapToDouble(x -> number(x, run)).toArray());
      case Formula.Holds h -> {
        double difference = number(h.difference(), run);
        yield difference > 0 || h.atZero() && difference == 0 ? 1 : 0;
      }
      case Formula.And a -> number(a.left(), run) != 0 && number(a.right(), run) != 0 ? 1 : 0;
      case Formula.Or o -> number(o.left(), run) != 0 || number(o.right(), run) != 0 ? 1 : 0;
      case Formula.Not n -> number(n.operand(), run) == 0 ? 1 : 0;
      case Formula.Choice c -> number(number(c.condition(), run) != 0 ? c.then() : c.otherwise(), run);
      case Formula.Elsewhere e -> elsewhere(e, run);
      case Formula.Over o -> over(o, run);
      case Formula.Text t -> Double.NaN;
      case Formula.Clock c -> throw unread();
      case Formula.Quantity q -> throw unread();
      case Formula.Reading r -> throw unread();
      case Formula.At a -> throw unread();
      case Formula.FoundTime f -> throw unread();
    };
  }

  private static IllegalStateException unread() {
    return new IllegalStateException("a reading that no run has made");
  }

  private double elsewhere(Formula.Elsewhere elsewhere, int run) {
    String text = elsewhere.equals() instanceof Formula.Text t ? t.text() : "";
    double wanted = elsewhere.equals() instanceof Formula.Text ? Double.NaN : number(elsewhere.equals(), run);
    List<Key> keys = new ArrayList<>(runs.keys(run));
    for (Key key : taken.getOrDefault(elsewhere.key(), Map.of()).values()) {
      if (key.is(text, wanted)) {
        keys.replaceAll(k -> k.name().equals(key.name()) ? key : k);
        Integer found = byKeys.get(address(keys));
        return found == null ? Double.NaN : number(elsewhere.value(), found);
      }
    }
    return Double.NaN;
  }

  /** Computed once for all runs of a group. */
  private double over(Formula.Over over, int run) {
    String group = without(runs.keys(run), over.key());
    Map<String, Double> known = joined.computeIfAbsent(over, o -> new HashMap<>());
    Double there = known.get(group);
    double number = there == null ? joined(over, group) : there;
    known.put(group, number);
    return number;
  }

  private double joined(Formula.Over over, String group) {
    double[] numbers = groups.computeIfAbsent(over.key(), this::grouped).get(group).stream()
        .mapToDouble(i -> number(over.value(), i)).toArray();
    return switch (over.aggregate()) {
      case MEAN -> Arrays.stream(numbers).average().orElse(Double.NaN);
      case SUM -> Arrays.stream(numbers).sum();
      case MIN -> Arrays.stream(numbers).min().orElse(Double.NaN);
      case MAX -> Arrays.stream(numbers).max().orElse(Double.NaN);
      case MEDIAN -> median(numbers);
    };
  }

  private Map<String, List<Integer>> grouped(String key) {
    Map<String, List<Integer>> grouped = new LinkedHashMap<>();
    for (int i = 0; i < runs.runs(); i++) {
      grouped.computeIfAbsent(without(runs.keys(i), key), k -> new ArrayList<>()).add(i);
    }
    return grouped;
  }

  private static String without(List<Key> keys, String name) {
    return address(keys.stream().filter(k -> !k.name().equals(name)).toList());
  }

  private static double median(double[] numbers) {
    if (Arrays.stream(numbers).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length == 0 ? Double.NaN : sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
  }
}
