package org.cartc.compiler.structure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Strongly connected components of a graph, each after those that it points to (Tarjan 1972, without recursion). */
final class Components {
  private final Function<String, ? extends Collection<String>> next;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, Integer> low = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> isOpen = new HashSet<>();
  private final List<List<String>> found = new ArrayList<>();

  private Components(Function<String, ? extends Collection<String>> next) {
    this.next = next;
  }

  /** The components; {@code next} gives the nodes that a node points to, all among {@code nodes}. */
  static List<List<String>> of(Collection<String> nodes, Function<String, ? extends Collection<String>> next) {
    Components components = new Components(next);
    for (String node : nodes) {
      if (!components.order.containsKey(node)) {
        components.visit(node);
      }
    }
    return components.found;
  }

  private record Visit(String node, Iterator<String> rest) {}

  private void visit(String root) {
    Deque<Visit> path = new ArrayDeque<>();
    path.push(enter(root));
    while (!path.isEmpty()) {
      Visit visit = path.peek();
      if (visit.rest().hasNext()) {
        String to = visit.rest().next();
        if (!order.containsKey(to)) {
          path.push(enter(to));
        } else if (isOpen.contains(to)) {
          low.merge(visit.node(), order.get(to), Math::min);
        }
      } else {
        path.pop();
        if (!path.isEmpty()) {
          low.merge(path.peek().node(), low.get(visit.node()), Math::min);
        }
        close(visit.node());
      }
    }
  }

  private Visit enter(String node) {
    order.put(node, order.size());
    low.put(node, order.get(node));
    open.push(node);
    isOpen.add(node);
    return new Visit(node, new ArrayList<>(next.apply(node)).iterator());
  }

  private void close(String node) {
    if (!low.get(node).equals(order.get(node))) {
      return;
    }
    List<String> component = new ArrayList<>();
    String member;
    do {
      member = open.pop();
      isOpen.remove(member);
      component.add(0, member);
    } while (!member.equals(node));
    found.add(component);
  }
}
