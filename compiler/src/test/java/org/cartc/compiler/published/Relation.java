package org.cartc.compiler.published;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** Numbers by the keys of the runs that they come from; one number without keys is a plain one. */
record Relation(Map<Map<String, String>, Double> numbers) {
  static Relation plain(double number) {
    return new Relation(Map.of(Map.of(), number));
  }

  /** The value of a name in a study, in all its runs. */
  static Relation of(Outputs outputs, String name) {
    Map<Map<String, String>, Double> numbers = new LinkedHashMap<>();
    outputs.values().forEach((keys, number) -> {
      if (keys.get("name").equals(name)) {
        numbers.put(without(without(keys, "name"), "unit"), number);
      }
    });
    return new Relation(numbers);
  }

  private static Map<String, String> without(Map<String, String> keys, String key) {
    Map<String, String> left = new HashMap<>(keys);
    left.remove(key);
    return left;
  }

  /** What is left where a key has a value; numbers are compared as such. */
  Relation where(String key, String value) {
    Map<Map<String, String>, Double> left = new LinkedHashMap<>();
    numbers.forEach((keys, number) -> {
      if (Optional.ofNullable(keys.get(key)).filter(text -> same(text, value)).isPresent()) {
        left.put(without(keys, key), number);
      }
    });
    return new Relation(left);
  }

  private static boolean same(String text, String value) {
    try {
      return Double.parseDouble(text) == Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return text.equals(value);
    }
  }

  /** The mean over a key. */
  Relation mean(String key) {
    Map<Map<String, String>, List<Double>> groups = new LinkedHashMap<>();
    numbers.forEach((keys, number) -> groups.computeIfAbsent(without(keys, key), k -> new ArrayList<>()).add(number));
    Map<Map<String, String>, Double> means = new LinkedHashMap<>();
    groups.forEach((keys, group) -> means.put(keys, group.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    return new Relation(means);
  }

  /** Numbers of the same keys joined. */
  Relation with(Relation other, DoubleBinaryOperator operator) {
    Map<Map<String, String>, Double> joined = new LinkedHashMap<>();
    numbers.forEach((keys, number) -> {
      for (Map<String, String> found : List.of(keys, Map.<String, String>of())) {
        if (other.numbers.containsKey(found)) {
          joined.put(keys, operator.applyAsDouble(number, other.numbers.get(found)));
          break;
        }
      }
    });
    return new Relation(joined);
  }

  /** The only number, whatever keys it still has. */
  double number() {
    if (numbers.size() != 1) {
      throw new AssertionError("one number was expected, not " + numbers);
    }
    return numbers.values().iterator().next();
  }
}
