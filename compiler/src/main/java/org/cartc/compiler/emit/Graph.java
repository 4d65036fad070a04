package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
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

    /** What belongs to constraints that are solved together. */
    sealed interface Coupled extends Node {}

    /** The unknown of a constraint while its block is being solved. */
    record Guess(int constraint) implements Coupled {}

    /** The solution of a block, as a whole. */
    record Block(int block) implements Coupled {}

    /** The unknown of a constraint in the solution of its block, which is a node. */
    record Unknown(int solution, int constraint) implements Coupled {}

    /** The inverse of the derivatives of a block's equations at its solution, which is a node. */
    record Inverse(int solution, int block) implements Coupled {}

    /** A number of an inverse, which is a node. */
    record Element(int inverse, int row, int column) implements Coupled {}

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
    structure.allSolved().forEach(s -> unknowns.put(s.unknown(), unknowns.size()));
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
    return of(expr, this::named);
  }

  /** The node of an expression in which the unknown of a constraint stands for its trial value. */
  int ofTrial(Expr expr, int constraint) {
    String unknown = structure.solved().get(constraint).unknown();
    return of(expr, path -> path.equals(unknown) ? add(new Node.Trial(constraint)) : named(path));
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
      int constraint = unknowns.get(path);
      number = constraint < structure.solved().size() ? solution(constraint) : unknown(constraint);
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

  private final Map<Integer, Coupling> couplings = new HashMap<>();

  /** The nodes of a block. */
  Coupling coupling(int block) {
    Coupling known = couplings.get(block);
    if (known == null) {
      known = Coupling.of(this, structure, block, first(block));
      couplings.put(block, known);
    }
    return known;
  }

  /** The number of a block's first constraint. */
  private int first(int block) {
    return structure.solved().size() + structure.blocks().subList(0, block).stream().mapToInt(b -> b.members().size()).sum();
  }

  private int unknown(int constraint) {
    int block = 0;
    while (constraint >= first(block + 1)) {
      block++;
    }
    coupling(block);
    return add(new Node.Unknown(add(new Node.Block(block)), constraint));
  }

  /** The trial value of an unknown of a block. */
  int guess(int constraint) {
    return add(new Node.Guess(constraint));
  }

  /** A number of the inverse of a block's derivatives at its solution. */
  int inverse(Node.Unknown unknown, int row, int column) {
    Node.Block solution = (Node.Block) nodes.get(unknown.solution());
    return add(new Node.Element(add(new Node.Inverse(unknown.solution(), solution.block())), row, column));
  }

  /** The index of an unknown in its block. */
  int row(Node.Unknown unknown) {
    return unknown.constraint() - first(block(unknown));
  }

  int block(Node.Unknown unknown) {
    return ((Node.Block) nodes.get(unknown.solution())).block();
  }

  /** What the solution of a constraint or block reads from the workspace; nothing for other nodes. */
  List<Integer> inputs(int number) {
    return switch (nodes.get(number)) {
      case Node.Solution s -> constraint(s.constraint()).inputs();
      case Node.Block b -> coupling(b.block()).inputs();
      case Node other -> List.of();
    };
  }

  /** Whether a node is a call of a solver, which is made once. */
  boolean isSolver(int number) {
    Node node = nodes.get(number);
    return node instanceof Node.Solution || node instanceof Node.Block || node instanceof Node.Inverse;
  }

  void collectInputs(int number, Set<Integer> seen, Set<Integer> inputs) {
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
    if (nodes.get(number) instanceof Node.Block b) {
      List<Integer> needs = new ArrayList<>(coupling(b.block()).bounds());
      needs.addAll(coupling(b.block()).inputs());
      return needs;
    }
    return parts(nodes.get(number));
  }

  /** The node of an expression whose symbols are given as nodes. */
  int of(Expr expr, ToIntFunction<String> symbols) {
    return switch (expr) {
      case Expr.Constant c -> number(c.value());
      case Expr.Measured m -> number(m.value());
      case Expr.Time t -> add(new Node.Time());
      case Expr.Mode m -> add(new Node.Mode(m.condition()));
      case Expr.Symbol s -> symbols.applyAsInt(s.path());
      case Expr.Negate n -> negate(of(n.operand(), symbols));
      case Expr.Not n -> add(new Node.Not(of(n.operand(), symbols)));
      case Expr.Binary b -> binary(b.operator(), of(b.left(), symbols), of(b.right(), symbols));
      case Expr.Call c -> call(c.function(), c.arguments().stream().map(a -> of(a, symbols)).toList());
      case Expr.Conditional c -> choice(of(c.condition(), symbols), of(c.then(), symbols), of(c.otherwise(), symbols));
      case Expr.Located l -> of(l.expr(), symbols);
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
      ofTrial.add(node instanceof Node.Trial || node instanceof Node.Guess || parts(node).stream().anyMatch(ofTrial::get));
      constant.add(switch (node) {
        case Node.Number n -> true;
        case Node.Parameter p -> true;
        case Node.Time t -> false;
        case Node.State s -> false;
        case Node.Mode m -> false;
        case Node.Trial t -> false;
        case Node.Solution s -> false;
        case Node.Coupled c -> false;
        case Node.Negate n -> isConstant(n.operand());
        case Node.Not n -> isConstant(n.operand());
        case Node.Binary b -> isConstant(b.left()) && isConstant(b.right());
        case Node.Call c -> c.arguments().stream().allMatch(this::isConstant);
        case Node.Choice c -> isConstant(c.condition()) && isConstant(c.then()) && isConstant(c.otherwise());
      });
      return nodes.size() - 1;
    });
  }

  /** The parts of a node; the solution of a constraint or block has none but {@link #needs}. */
  static List<Integer> parts(Node node) {
    return switch (node) {
      case Node.Number n -> List.of();
      case Node.Time t -> List.of();
      case Node.State s -> List.of();
      case Node.Parameter p -> List.of();
      case Node.Mode m -> List.of();
      case Node.Trial t -> List.of();
      case Node.Solution s -> List.of();
      case Node.Guess g -> List.of();
      case Node.Block b -> List.of();
      case Node.Unknown u -> List.of(u.solution());
      case Node.Inverse i -> List.of(i.solution());
      case Node.Element e -> List.of(e.inverse());
      case Node.Negate n -> List.of(n.operand());
      case Node.Not n -> List.of(n.operand());
      case Node.Binary b -> List.of(b.left(), b.right());
      case Node.Call c -> c.arguments();
      case Node.Choice c -> List.of(c.condition(), c.then(), c.otherwise());
    };
  }

  static boolean isLeaf(Node node) {
    return parts(node).isEmpty() && !(node instanceof Node.Solution) && !(node instanceof Node.Block);
  }
}
