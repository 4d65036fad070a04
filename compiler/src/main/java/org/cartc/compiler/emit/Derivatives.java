package org.cartc.compiler.emit;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.structure.Structure;

/**
 * Derivatives of the nodes of a graph in its leaves, as nodes of the same graph, so that they share parts with each other and with the
 * right-hand side.
 *
 * <p>A solution x of a constraint 0 = F(x, s) has the derivative -F_s / F_x (implicit-function theorem). Conditions are constant; steps
 * and kinks have the derivative of their branch.
 */
final class Derivatives {
  private static final int NONE = -1;

  private final Graph graph;
  private final Structure structure;
  private final int zero;
  private final int one;
  private final Map<Request, Integer> known = new HashMap<>();
  private final Map<Integer, BitSet> leaves = new HashMap<>();
  private final Map<Integer, Integer> residuals = new HashMap<>();

  /**
   * The derivative of a node in a variable, which is a leaf or a solution, while the solution of a constraint is held fixed; blocks are
   * counted behind the scalar constraints.
   */
  private record Request(int node, int variable, int fixed) {}

  Derivatives(Graph graph, Structure structure) {
    this.graph = graph;
    this.structure = structure;
    this.zero = graph.number(0);
    this.one = graph.number(1);
  }

  boolean isZero(int node) {
    return node == zero;
  }

  /** The derivative of a node in a leaf. */
  int of(int node, int leaf) {
    return of(node, leaf, NONE);
  }

  /** The leaves that a node depends on, with the solutions on the way. */
  private BitSet leaves(int node) {
    BitSet found = leaves.get(node);
    if (found == null) {
      found = switch (graph.node(node)) {
        case Graph.Node.Solution s -> leavesOfSolution(node, List.of(residual(s.constraint())));
        case Graph.Node.Block b -> leavesOfSolution(node, residuals(b.block()));
        case Graph.Node other -> leavesOfParts(node);
      };
      leaves.put(node, found);
    }
    return found;
  }

  private BitSet leavesOfParts(int node) {
    BitSet all = new BitSet();
    if (Graph.isLeaf(graph.node(node))) {
      all.set(node);
    }
    Graph.parts(graph.node(node)).forEach(part -> all.or(leaves(part)));
    return all;
  }

  /** What residuals depend on, where the solution itself stands in them. */
  private BitSet leavesOfSolution(int solution, List<Integer> residuals) {
    BitSet all = new BitSet();
    Set<Integer> seen = new HashSet<>(Set.of(solution));
    Deque<Integer> open = new ArrayDeque<>(residuals);
    while (!open.isEmpty()) {
      int node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (graph.isSolver(node)) {
        all.or(leaves(node));
      } else if (Graph.isLeaf(graph.node(node))) {
        all.set(node);
      } else {
        open.addAll(Graph.parts(graph.node(node)));
      }
    }
    all.set(solution);
    return all;
  }

  /** The residual of a constraint at its solution. */
  private int residual(int constraint) {
    Integer there = residuals.get(constraint);
    if (there == null) {
      there = graph.of(structure.solved().get(constraint).residual());
      residuals.put(constraint, there);
    }
    return there;
  }

  /** The residuals of a block at its solution. */
  private List<Integer> residuals(int block) {
    return structure.blocks().get(block).members().stream().map(m -> graph.of(m.residual())).toList();
  }

  private int of(int node, int variable, int fixed) {
    if (node == variable) {
      return one;
    }
    if (!leaves(node).get(variable)) {
      return zero;
    }
    Request request = new Request(node, variable, fixed);
    Integer there = known.get(request);
    if (there == null) {
      there = derivative(node, variable, fixed);
      known.put(request, there);
    }
    return there;
  }

  private int derivative(int node, int variable, int fixed) {
    return switch (graph.node(node)) {
      case Graph.Node.Number n -> zero;
      case Graph.Node.Time t -> zero;
      case Graph.Node.State s -> zero;
      case Graph.Node.Parameter p -> zero;
      case Graph.Node.Mode m -> zero;
      case Graph.Node.Trial t -> zero;
      case Graph.Node.Not n -> zero;
      case Graph.Node.Solution s -> solution(node, s.constraint(), variable, fixed);
      case Graph.Node.Unknown u -> unknown(u, variable, fixed);
      case Graph.Node.Guess g -> zero;
      case Graph.Node.Block b -> throw new IllegalStateException("a block has no value of its own");
      case Graph.Node.Inverse i -> throw new IllegalStateException("an inverse is not differentiated");
      case Graph.Node.Element e -> throw new IllegalStateException("an inverse is not differentiated");
      case Graph.Node.Negate n -> negate(of(n.operand(), variable, fixed));
      case Graph.Node.Choice c -> choice(c.condition(), of(c.then(), variable, fixed), of(c.otherwise(), variable, fixed));
      case Graph.Node.Binary b -> binary(node, b, of(b.left(), variable, fixed), of(b.right(), variable, fixed));
      case Graph.Node.Call c -> call(node, c, variable, fixed);
    };
  }

  private int solution(int node, int constraint, int variable, int fixed) {
    if (constraint == fixed) {
      return zero;
    }
    int residual = residual(constraint);
    return negate(quotient(of(residual, variable, constraint), of(residual, node, NONE)));
  }

  /** Row i of -F_x^-1 F_s. */
  private int unknown(Graph.Node.Unknown unknown, int variable, int fixed) {
    int block = graph.block(unknown);
    int held = structure.solved().size() + block;
    if (held == fixed) {
      return zero;
    }
    int sum = zero;
    int column = 0;
    for (int residual : residuals(block)) {
      int change = of(residual, variable, held);
      if (!isZero(change)) {
        sum = sum(sum, product(graph.inverse(unknown, graph.row(unknown), column), change));
      }
      column++;
    }
    return negate(sum);
  }

  private int binary(int node, Graph.Node.Binary b, int du, int dv) {
    return switch (b.operator()) {
      case ADD -> sum(du, dv);
      case SUBTRACT -> sum(du, negate(dv));
      case MULTIPLY -> sum(product(du, b.right()), product(b.left(), dv));
      case DIVIDE -> quotient(sum(du, negate(product(node, dv))), b.right());
      case POWER -> sum(byBase(b, du), byExponent(node, b.left(), dv));
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> zero;
    };
  }

  /** v u^(v-1) du. */
  private int byBase(Graph.Node.Binary power, int du) {
    if (isZero(du)) {
      return zero;
    }
    int less = graph.node(power.right()) instanceof Graph.Node.Number n
        ? graph.number(n.value() - 1)
        : graph.binary(Operator.SUBTRACT, power.right(), one);
    return product(product(power.right(), graph.binary(Operator.POWER, power.left(), less)), du);
  }

  /** u^v log(u) dv, which is zero at a base of zero: there a power does not change with its positive exponent. */
  private int byExponent(int node, int base, int dv) {
    int by = product(node, product(graph.call(Builtin.LOG, List.of(base)), dv));
    return isZero(by) ? zero : choice(graph.binary(Operator.EQUAL, base, zero), zero, by);
  }

  private int call(int node, Graph.Node.Call call, int variable, int fixed) {
    int x = call.arguments().get(0);
    int dx = of(x, variable, fixed);
    return switch (call.function()) {
      case EXP -> product(node, dx);
      case LOG -> quotient(dx, x);
      case LOG10 -> quotient(dx, product(x, graph.number(Math.log(10))));
      case SQRT -> quotient(dx, product(graph.number(2), node));
      case ABS -> choice(graph.binary(Operator.LESS, x, zero), negate(dx), dx);
      case SIN -> product(graph.call(Builtin.COS, List.of(x)), dx);
      case COS -> negate(product(graph.call(Builtin.SIN, List.of(x)), dx));
      case TAN -> product(sum(one, product(node, node)), dx);
      case TANH -> product(sum(one, negate(product(node, node))), dx);
      case FLOOR, CEIL -> zero;
      case MIN, MAX -> {
        int other = call.arguments().get(1);
        int otherWins = call.function() == Builtin.MIN ? graph.binary(Operator.LESS, other, x) : graph.binary(Operator.LESS, x, other);
        yield choice(otherWins, of(other, variable, fixed), dx);
      }
    };
  }

  /** The node of a sum; nothing is added to zero. */
  int sum(int a, int b) {
    return isZero(a) ? b : isZero(b) ? a
        : graph.node(b) instanceof Graph.Node.Negate n ? graph.binary(Operator.SUBTRACT, a, n.operand()) : graph.binary(Operator.ADD, a, b);
  }

  /** The node of a product; zero and one are not multiplied. */
  int product(int a, int b) {
    if (isZero(a) || isZero(b)) {
      return zero;
    }
    return a == one ? b : b == one ? a : graph.binary(Operator.MULTIPLY, a, b);
  }

  private int quotient(int a, int b) {
    return isZero(a) || b == one ? a : graph.binary(Operator.DIVIDE, a, b);
  }

  private int negate(int a) {
    return isZero(a) ? zero : graph.node(a) instanceof Graph.Node.Negate n ? n.operand() : graph.negate(a);
  }

  private int choice(int condition, int then, int otherwise) {
    return then == otherwise ? then : graph.choice(condition, then, otherwise);
  }
}
