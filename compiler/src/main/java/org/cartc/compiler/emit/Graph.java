package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.pass.Differentiate;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.Power;

/**
 * The expressions of a structure as a graph in which equal parts are one node, so that each is computed once.
 *
 * <p>Nodes are numbered; parts have smaller numbers than what is made of them.
 */
final class Graph {
  /** What a node is. Leaves have an index: of a state, a parameter, a condition, a constraint. */
  sealed interface Node {
    record Number(long bits) implements Node {
      double value() {
        return Double.longBitsToDouble(bits);
      }
    }

    record Time() implements Node {}

    record State(int index) implements Node {}

    record Parameter(int index) implements Node {}

    record Mode(int condition) implements Node {}

    /** The unknown of a constraint while it is being solved for. */
    record Trial(int constraint) implements Node {}

    /** The solution of a constraint. */
    record Solution(int constraint) implements Node {}

    record Negate(int operand) implements Node {}

    record Not(int operand) implements Node {}

    record Binary(Operator operator, int left, int right) implements Node {}

    record Call(Builtin function, List<Integer> arguments) implements Node {}

    record Choice(int condition, int then, int otherwise) implements Node {}
  }

  private final Structure structure;
  private final Map<Node, Integer> numbers = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Boolean> constant = new ArrayList<>();
  private final List<Boolean> ofTrial = new ArrayList<>();
  private final Map<String, Integer> named = new HashMap<>();
  private final Map<String, Integer> states = new HashMap<>();
  private final Map<String, Integer> parameters = new HashMap<>();
  private final Map<String, Integer> unknowns = new HashMap<>();

  Graph(Structure structure) {
    this.structure = structure;
    structure.states().forEach(path -> states.put(path, states.size()));
    structure.model().parameters().forEach(p -> parameters.put(p.path(), parameters.size()));
    structure.solved().forEach(s -> unknowns.put(s.unknown(), unknowns.size()));
    structure.definitions().keySet().forEach(this::named); // each behind those that it needs, so that no chain of names recurses
  }

  Node node(int number) {
    return nodes.get(number);
  }

  int size() {
    return nodes.size();
  }

  /** Whether a node depends on parameters only. */
  boolean isConstant(int number) {
    return constant.get(number);
  }

  /** Whether a node depends on the trial value of a constraint. */
  boolean dependsOnTrial(int number) {
    return ofTrial.get(number);
  }

  /** The leaf of the trial value of a constraint. */
  int trial(int constraint) {
    return add(new Node.Trial(constraint));
  }

  /** The node of an expression. */
  int of(Expr expr) {
    return of(expr, -1);
  }

  /** The node of an expression in which the unknown of a constraint stands for its trial value. */
  int ofTrial(Expr expr, int constraint) {
    return of(expr, constraint);
  }

  /** The node of a quantity by its path. */
  int named(String path) {
    Integer known = named.get(path);
    if (known != null) {
      return known;
    }
    int number;
    if (states.containsKey(path)) {
      number = add(new Node.State(states.get(path)));
    } else if (parameters.containsKey(path)) {
      number = add(new Node.Parameter(parameters.get(path)));
    } else if (unknowns.containsKey(path)) {
      number = solution(unknowns.get(path));
    } else if (structure.definitions().containsKey(path)) {
      number = of(structure.definitions().get(path));
    } else {
      throw new IllegalStateException("no quantity " + path + " in " + structure.model().name());
    }
    named.put(path, number);
    return number;
  }

  /**
   * The nodes of a constraint.
   *
   * @param functions what depends on the trial value: residual and slope, or the map
   * @param given what must be known before solving: bounds, or start and tolerance of an iteration
   * @param inputs what the functions read besides the trial value, states, parameters and numbers
   */
  record Constraint(List<Integer> functions, List<Integer> given, List<Integer> bounds, List<Integer> inputs) {}

  private final Map<Integer, Constraint> constraints = new HashMap<>();

  Constraint constraint(int index) {
    Constraint known = constraints.get(index);
    if (known != null) {
      return known;
    }
    Structure.Solved solved = structure.solved().get(index);
    List<Integer> bounds = List.of(of(solved.lower()), of(solved.upper()));
    List<Integer> functions = new ArrayList<>();
    functions.add(ofTrial(solved.residual(), index));
    functions.add(ofTrial(Differentiate.expression(solved.residual(), solved.unknown()), index));
    solved.iteration().ifPresent(i -> functions.add(ofTrial(i.map(), index)));
    List<Integer> given = solved.iteration().map(i -> List.of(of(i.start()), of(i.tolerance()), of(i.previous()))).orElse(bounds);
    Set<Integer> inputs = new TreeSet<>();
    Set<Integer> seen = new HashSet<>();
    functions.forEach(f -> collectInputs(f, seen, inputs));
    Constraint constraint = new Constraint(functions, given, bounds, List.copyOf(inputs));
    constraints.put(index, constraint);
    return constraint;
  }

  private int solution(int index) {
    constraint(index);
    return add(new Node.Solution(index));
  }

  private void collectInputs(int number, Set<Integer> seen, Set<Integer> inputs) {
    if (isConstant(number) || isLeaf(nodes.get(number)) || !seen.add(number)) {
      return;
    }
    if (ofTrial.get(number)) {
      parts(nodes.get(number)).forEach(part -> collectInputs(part, seen, inputs));
    } else {
      inputs.add(number);
    }
  }

  /** What must be known before a node is computed. */
  List<Integer> needs(int number) {
    if (nodes.get(number) instanceof Node.Solution s) {
      Constraint constraint = constraint(s.constraint());
      List<Integer> needs = new ArrayList<>(constraint.given());
      needs.addAll(constraint.inputs());
      return needs;
    }
    return parts(nodes.get(number));
  }

  private int of(Expr expr, int trial) {
    return switch (expr) {
      case Expr.Constant c -> number(c.value());
      case Expr.Measured m -> number(m.value());
      case Expr.Time t -> add(new Node.Time());
      case Expr.Mode m -> add(new Node.Mode(m.condition()));
      case Expr.Symbol s -> trial >= 0 && s.path().equals(structure.solved().get(trial).unknown())
          ? add(new Node.Trial(trial)) : named(s.path());
      case Expr.Negate n -> negate(of(n.operand(), trial));
      case Expr.Not n -> add(new Node.Not(of(n.operand(), trial)));
      case Expr.Binary b -> binary(b.operator(), of(b.left(), trial), of(b.right(), trial));
      case Expr.Call c -> call(c.function(), c.arguments().stream().map(a -> of(a, trial)).toList());
      case Expr.Conditional c -> choice(of(c.condition(), trial), of(c.then(), trial), of(c.otherwise(), trial));
      case Expr.Located l -> of(l.expr(), trial);
    };
  }

  /** The node of a quotient of nodes. */
  int quotient(int dividend, int divisor) {
    return binary(Operator.DIVIDE, dividend, divisor);
  }

  /** The node of a number. */
  int number(double value) {
    return add(new Node.Number(Double.doubleToRawLongBits(value)));
  }

  int binary(Operator operator, int left, int right) {
    if (operator == Operator.POWER && nodes.get(right) instanceof Node.Number n && Power.isMultipliedOut(n.value())) {
      return product(left, (int) n.value());
    }
    return add(new Node.Binary(operator, left, right));
  }

  /** The leaf of a state. */
  int state(int index) {
    return add(new Node.State(index));
  }

  /** The leaf of the time. */
  int time() {
    return add(new Node.Time());
  }

  int negate(int operand) {
    return add(new Node.Negate(operand));
  }

  int choice(int condition, int then, int otherwise) {
    return add(new Node.Choice(condition, then, otherwise));
  }

  /** A power by multiplication, in the order of {@link Power#of}. */
  private int product(int base, int exponent) {
    if (exponent == 1) {
      return base;
    }
    int half = product(base, exponent / 2);
    int square = add(new Node.Binary(Operator.MULTIPLY, half, half));
    return exponent % 2 == 0 ? square : add(new Node.Binary(Operator.MULTIPLY, square, base));
  }

  int call(Builtin function, List<Integer> arguments) {
    return switch (function) {
      case MIN, MAX -> arguments.stream().reduce((a, b) -> add(new Node.Call(function, List.of(a, b)))).orElseThrow();
      case EXP, LOG, LOG10, SQRT, ABS, SIN, COS, TAN, TANH, FLOOR, CEIL -> add(new Node.Call(function, arguments));
    };
  }

  private int add(Node node) {
    return numbers.computeIfAbsent(node, key -> {
      nodes.add(node);
      ofTrial.add(node instanceof Node.Trial || parts(node).stream().anyMatch(ofTrial::get));
      constant.add(switch (node) {
        case Node.Number n -> true;
        case Node.Parameter p -> true;
        case Node.Time t -> false;
        case Node.State s -> false;
        case Node.Mode m -> false;
        case Node.Trial t -> false;
        case Node.Solution s -> false;
        case Node.Negate n -> isConstant(n.operand());
        case Node.Not n -> isConstant(n.operand());
        case Node.Binary b -> isConstant(b.left()) && isConstant(b.right());
        case Node.Call c -> c.arguments().stream().allMatch(this::isConstant);
        case Node.Choice c -> isConstant(c.condition()) && isConstant(c.then()) && isConstant(c.otherwise());
      });
      return nodes.size() - 1;
    });
  }

  /** The parts of a node; a solution has none but {@link #needs}. */
  static List<Integer> parts(Node node) {
    return switch (node) {
      case Node.Number n -> List.of();
      case Node.Time t -> List.of();
      case Node.State s -> List.of();
      case Node.Parameter p -> List.of();
      case Node.Mode m -> List.of();
      case Node.Trial t -> List.of();
      case Node.Solution s -> List.of();
      case Node.Negate n -> List.of(n.operand());
      case Node.Not n -> List.of(n.operand());
      case Node.Binary b -> List.of(b.left(), b.right());
      case Node.Call c -> c.arguments();
      case Node.Choice c -> List.of(c.condition(), c.then(), c.otherwise());
    };
  }

  static boolean isLeaf(Node node) {
    return parts(node).isEmpty() && !(node instanceof Node.Solution);
  }
}
