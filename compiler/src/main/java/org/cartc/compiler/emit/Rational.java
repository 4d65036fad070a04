package org.cartc.compiler.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cartc.compiler.ir.Operator;

/**
 * Functions of the trial value of a constraint as quotients whose parts hold no division by anything that depends on it, as nodes of the
 * same graph: Newton's step then takes a single division.
 */
final class Rational {
  /** Products of more divisors than this may leave the range of numbers: such functions stay as they are. */
  private static final int MOST_DIVISORS = 8;

  private final Graph graph;
  private final int one;
  private final Map<Integer, Quotient> known = new HashMap<>();

  /** A numerator over a denominator, which is the product of so many divisors. */
  record Quotient(int numerator, int denominator, int divisors) {}

  Rational(Graph graph) {
    this.graph = graph;
    one = graph.number(1);
  }

  /** The quotient that a node is. */
  Quotient of(int node) {
    Quotient there = known.get(node);
    if (there == null) {
      Quotient found = cleared(node);
      there = found.divisors() > MOST_DIVISORS ? whole(node) : found;
      known.put(node, there);
    }
    return there;
  }

  private Quotient whole(int node) {
    return new Quotient(node, one, 0);
  }

  private Quotient cleared(int node) {
    if (!graph.dependsOnTrial(node)) {
      return whole(node);
    }
    return switch (graph.node(node)) {
      case Graph.Node.Negate n -> {
        Quotient q = of(n.operand());
        yield new Quotient(graph.negate(q.numerator()), q.denominator(), q.divisors());
      }
      case Graph.Node.Binary b when isArithmetic(b.operator()) -> combined(b.operator(), of(b.left()), of(b.right()));
      case Graph.Node other -> whole(node);
    };
  }

  private static boolean isArithmetic(Operator operator) {
    return List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE).contains(operator);
  }

  private Quotient combined(Operator operator, Quotient a, Quotient b) {
    if (operator == Operator.MULTIPLY) {
      return new Quotient(product(a.numerator(), b.numerator()), product(a.denominator(), b.denominator()), a.divisors() + b.divisors());
    }
    if (operator == Operator.DIVIDE) {
      int divisors = a.divisors() + b.divisors() + (graph.dependsOnTrial(b.numerator()) ? 1 : 0);
      return new Quotient(product(a.numerator(), b.denominator()), product(a.denominator(), b.numerator()), divisors);
    }
    if (a.denominator() == b.denominator()) {
      return new Quotient(graph.binary(operator, a.numerator(), b.numerator()), a.denominator(), a.divisors());
    }
    return new Quotient(graph.binary(operator, product(a.numerator(), b.denominator()), product(b.numerator(), a.denominator())),
        product(a.denominator(), b.denominator()), a.divisors() + b.divisors());
  }

  private int product(int a, int b) {
    return a == one ? b : b == one ? a : graph.binary(Operator.MULTIPLY, a, b);
  }
}
