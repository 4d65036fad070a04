package org.cartc.compiler.emit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Operator;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes a chunk as a method with a loop over vectors of lanes, by the API of {@code jdk.incubator.vector}: the same operations in the
 * same order as {@link LaneLoop}, so that results are the same to the last bit. The number of lanes is a multiple of a vector's.
 */
final class LaneVectors {
  /** The field that holds how wide vectors are. */
  static final String SPECIES = "SPECIES";

  static final String SPECIES_TYPE = "Ljdk/incubator/vector/VectorSpecies;";
  static final String API = "jdk/incubator/vector/";
  static final String DOUBLES = API + "DoubleVector";

  private static final String ANY = "L" + API + "Vector;";
  private static final String VECTOR = "L" + DOUBLES + ";";
  private static final String MASK = "L" + API + "VectorMask;";
  private static final String COMPARISON = "L" + API + "VectorOperators$Comparison;";
  private static final int FROM = 5;
  private static final int TO = 6;
  private static final int FREE = 7;

  private final String owner;
  private final LaneProgram program;
  private final LaneChunk chunk;
  private final MethodVisitor code;
  private final Map<LaneChunk.Row, Integer> arrays = new HashMap<>();
  private final Map<Integer, Integer> values = new HashMap<>();
  private int nextLocal = FREE;

  private LaneVectors(String owner, LaneProgram program, LaneChunk chunk, MethodVisitor code) {
    this.owner = owner;
    this.program = program;
    this.chunk = chunk;
    this.code = code;
  }

  /** Whether an operation has a vector instruction that gives what the plain operation gives. */
  static boolean has(Graph.Node node) {
    return !(node instanceof Graph.Node.Binary b && b.operator() == Operator.POWER
        || node instanceof Graph.Node.Call c && !Set.of(Builtin.SQRT, Builtin.ABS, Builtin.MIN, Builtin.MAX).contains(c.function()));
  }

  static void write(ClassVisitor type, String owner, String name, LaneProgram program, LaneChunk chunk) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, LaneLoop.DESCRIPTOR, null, null);
    code.visitCode();
    new LaneVectors(owner, program, chunk, code).write();
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void write() {
    chunk.inputs().values().forEach(this::array);
    chunk.outputs().forEach(output -> array(output.row()));
    numbers().forEach(this::number);
    int lane = nextLocal++;
    code.visitVarInsn(Opcodes.ILOAD, FROM);
    code.visitVarInsn(Opcodes.ISTORE, lane);
    Label test = new Label();
    Label body = new Label();
    code.visitJumpInsn(Opcodes.GOTO, test);
    code.visitLabel(body);
    chunk.inputs().forEach((node, row) -> {
      species();
      code.visitVarInsn(Opcodes.ALOAD, arrays.get(row));
      code.visitVarInsn(Opcodes.ILOAD, lane);
      code.visitMethodInsn(Opcodes.INVOKESTATIC, DOUBLES, "fromArray", "(" + SPECIES_TYPE + "[DI)" + VECTOR, false);
      keep(node);
    });
    for (int node : chunk.nodes()) {
      compute(node);
      keep(node);
    }
    for (LaneChunk.Output output : chunk.outputs()) {
      load(output.node());
      code.visitVarInsn(Opcodes.ALOAD, arrays.get(output.row()));
      code.visitVarInsn(Opcodes.ILOAD, lane);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, DOUBLES, "intoArray", "([DI)V", false);
    }
    code.visitVarInsn(Opcodes.ILOAD, lane);
    species();
    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, API + "VectorSpecies", "length", "()I", true);
    code.visitInsn(Opcodes.IADD);
    code.visitVarInsn(Opcodes.ISTORE, lane);
    code.visitLabel(test);
    code.visitVarInsn(Opcodes.ILOAD, lane);
    code.visitVarInsn(Opcodes.ILOAD, TO);
    code.visitJumpInsn(Opcodes.IF_ICMPLT, body);
  }

  private void species() {
    code.visitFieldInsn(Opcodes.GETSTATIC, owner, SPECIES, SPECIES_TYPE);
  }

  private void array(LaneChunk.Row row) {
    if (!arrays.containsKey(row)) {
      code.visitVarInsn(Opcodes.ALOAD, row.table().ordinal());
      if (row.table() != LaneChunk.Table.TIME) {
        Operands.push(code, row.index());
        code.visitInsn(Opcodes.AALOAD);
      }
      code.visitVarInsn(Opcodes.ASTORE, nextLocal);
      arrays.put(row, nextLocal++);
    }
  }

  private Set<Integer> numbers() {
    Set<Integer> found = new HashSet<>();
    chunk.nodes().forEach(node -> found.addAll(Graph.parts(program.node(node))));
    chunk.outputs().forEach(output -> found.add(output.node()));
    found.removeIf(node -> !(program.node(node) instanceof Graph.Node.Number));
    return found;
  }

  /** Makes a number a vector, before the loop. */
  private void number(int node) {
    broadcast(((Graph.Node.Number) program.node(node)).value());
    keep(node);
  }

  private void broadcast(double value) {
    species();
    code.visitLdcInsn(value);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, DOUBLES, "broadcast", "(" + SPECIES_TYPE + "D)" + VECTOR, false);
  }

  private void keep(int node) {
    code.visitVarInsn(Opcodes.ASTORE, nextLocal);
    values.put(node, nextLocal++);
  }

  private void load(int node) {
    code.visitVarInsn(Opcodes.ALOAD, values.get(node));
  }

  private void compute(int node) {
    switch (program.node(node)) {
      case Graph.Node.Negate n -> unary("neg", n.operand());
      case Graph.Node.Not n -> {
        broadcast(1);
        broadcast(0);
        isTrue(n.operand());
        blend();
      }
      case Graph.Node.Binary b -> binary(b);
      case Graph.Node.Call c -> {
        if (c.arguments().size() == 1) {
          unary(c.function().text(), c.arguments().get(0));
        } else {
          with(c.function().text(), c.arguments().get(0), c.arguments().get(1));
        }
      }
      case Graph.Node.Choice c -> {
        load(c.otherwise());
        load(c.then());
        isTrue(c.condition());
        blend();
      }
      case Graph.Node.Number n -> throw leaf(n);
      case Graph.Node.Time t -> throw leaf(t);
      case Graph.Node.State s -> throw leaf(s);
      case Graph.Node.Parameter p -> throw leaf(p);
      case Graph.Node.Mode m -> throw leaf(m);
      case Graph.Node.Trial t -> throw leaf(t);
      case Graph.Node.Solution s -> throw leaf(s);
      case Graph.Node.Coupled c -> throw leaf(c);
    }
  }

  private static IllegalStateException leaf(Graph.Node node) {
    return new IllegalStateException("not computed here: " + node);
  }

  private void unary(String method, int operand) {
    load(operand);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, DOUBLES, method, "()" + VECTOR, false);
  }

  private void with(String method, int left, int right) {
    load(left);
    load(right);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, DOUBLES, method, "(" + ANY + ")" + VECTOR, false);
  }

  private void binary(Graph.Node.Binary b) {
    switch (b.operator()) {
      case ADD -> with("add", b.left(), b.right());
      case SUBTRACT -> with("sub", b.left(), b.right());
      case MULTIPLY -> with("mul", b.left(), b.right());
      case DIVIDE -> with("div", b.left(), b.right());
      case LESS -> compare("LT", b);
      case LESS_OR_EQUAL -> compare("LE", b);
      case GREATER -> compare("GT", b);
      case GREATER_OR_EQUAL -> compare("GE", b);
      case EQUAL -> compare("EQ", b);
      case NOT_EQUAL -> compare("NE", b);
      case AND -> logic("and", b);
      case OR -> logic("or", b);
      case POWER -> throw new IllegalStateException("no vector instruction raises to a power");
    }
  }

  private void compare(String comparison, Graph.Node.Binary b) {
    broadcast(0);
    broadcast(1);
    load(b.left());
    comparison(comparison);
    load(b.right());
    mask();
    blend();
  }

  private void comparison(String name) {
    code.visitFieldInsn(Opcodes.GETSTATIC, API + "VectorOperators", name, COMPARISON);
  }

  private void mask() {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, DOUBLES, "compare", "(" + COMPARISON + ANY + ")" + MASK, false);
  }

  private void isTrue(int node) {
    load(node);
    comparison("NE");
    broadcast(0);
    mask();
  }

  /** Takes the second vector where the mask is set, else the first. */
  private void blend() {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, DOUBLES, "blend", "(" + ANY + MASK + ")" + VECTOR, false);
  }

  private void logic(String method, Graph.Node.Binary b) {
    broadcast(0);
    broadcast(1);
    isTrue(b.left());
    isTrue(b.right());
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, API + "VectorMask", method, "(" + MASK + ")" + MASK, false);
    blend();
  }
}
