package org.cartc.compiler.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cartc.compiler.ir.Operator;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a chunk as a method with a plain loop, which HotSpot makes into vector instructions where it holds arithmetic only. */
final class LaneLoop {
  /** {@code (t, y, out, c, s, from, to)}, static. */
  static final String DESCRIPTOR = "([D[[D[[D[[D[[DII)V";

  private static final int TIME = 0;
  private static final int FROM = 5;
  private static final int TO = 6;
  private static final int FREE = 7;

  private final LaneProgram program;
  private final LaneChunk chunk;
  private final MethodVisitor code;
  private final Map<LaneChunk.Row, Integer> arrays = new HashMap<>();
  private final Map<Integer, Integer> values = new HashMap<>();
  private int nextLocal = FREE;

  private LaneLoop(LaneProgram program, LaneChunk chunk, MethodVisitor code) {
    this.program = program;
    this.chunk = chunk;
    this.code = code;
  }

  static void write(ClassVisitor type, String name, LaneProgram program, LaneChunk chunk) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, DESCRIPTOR, null, null);
    code.visitCode();
    new LaneLoop(program, chunk, code).write();
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void write() {
    chunk.inputs().values().forEach(this::array);
    chunk.outputs().forEach(output -> array(output.row()));
    int lane = nextLocal++;
    code.visitVarInsn(Opcodes.ILOAD, FROM);
    code.visitVarInsn(Opcodes.ISTORE, lane);
    Label test = new Label();
    Label body = new Label();
    code.visitJumpInsn(Opcodes.GOTO, test);
    code.visitLabel(body);
    chunk.inputs().forEach((node, row) -> {
      code.visitVarInsn(Opcodes.ALOAD, arrays.get(row));
      code.visitVarInsn(Opcodes.ILOAD, lane);
      code.visitInsn(Opcodes.DALOAD);
      keep(node);
    });
    for (int node : chunk.nodes()) {
      compute(node);
      keep(node);
    }
    for (LaneChunk.Output output : chunk.outputs()) {
      code.visitVarInsn(Opcodes.ALOAD, arrays.get(output.row()));
      code.visitVarInsn(Opcodes.ILOAD, lane);
      load(output.node());
      code.visitInsn(Opcodes.DASTORE);
    }
    code.visitIincInsn(lane, 1);
    code.visitLabel(test);
    code.visitVarInsn(Opcodes.ILOAD, lane);
    code.visitVarInsn(Opcodes.ILOAD, TO);
    code.visitJumpInsn(Opcodes.IF_ICMPLT, body);
  }

  private void array(LaneChunk.Row row) {
    if (!arrays.containsKey(row)) {
      code.visitVarInsn(Opcodes.ALOAD, TIME + row.table().ordinal());
      if (row.table() != LaneChunk.Table.TIME) {
        Operands.push(code, row.index());
        code.visitInsn(Opcodes.AALOAD);
      }
      code.visitVarInsn(Opcodes.ASTORE, nextLocal);
      arrays.put(row, nextLocal++);
    }
  }

  private void keep(int node) {
    code.visitVarInsn(Opcodes.DSTORE, nextLocal);
    values.put(node, nextLocal);
    nextLocal += 2;
  }

  private void load(int node) {
    if (program.node(node) instanceof Graph.Node.Number n) {
      code.visitLdcInsn(n.value());
    } else {
      code.visitVarInsn(Opcodes.DLOAD, values.get(node));
    }
  }

  private void compute(int node) {
    switch (program.node(node)) {
      case Graph.Node.Negate n -> {
        load(n.operand());
        code.visitInsn(Opcodes.DNEG);
      }
      case Graph.Node.Not n -> choose(() -> compareWithZero(n.operand(), Opcodes.IFNE), List.of(0.0, 1.0));
      case Graph.Node.Binary b -> binary(b);
      case Graph.Node.Call c -> {
        c.arguments().forEach(this::load);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", c.function().text(), c.arguments().size() == 2 ? "(DD)D" : "(D)D",
            false);
      }
      case Graph.Node.Choice c -> {
        Label otherwise = new Label();
        Label end = new Label();
        load(c.condition());
        code.visitInsn(Opcodes.DCONST_0);
        code.visitInsn(Opcodes.DCMPL);
        code.visitJumpInsn(Opcodes.IFEQ, otherwise);
        load(c.then());
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(otherwise);
        load(c.otherwise());
        code.visitLabel(end);
      }
      case Graph.Node.Number n -> throw new IllegalStateException("a leaf is not computed");
      case Graph.Node.Time t -> throw new IllegalStateException("a leaf is not computed");
      case Graph.Node.State s -> throw new IllegalStateException("a leaf is not computed");
      case Graph.Node.Parameter p -> throw new IllegalStateException("a leaf is not computed");
      case Graph.Node.Mode m -> throw new IllegalStateException("a leaf is not computed");
      case Graph.Node.Trial t -> throw new IllegalStateException("a leaf is not computed");
      case Graph.Node.Solution s -> throw new IllegalStateException("a solution is a Newton step here");
      case Graph.Node.Coupled b -> throw new IllegalStateException("blocks have no lanes");
    }
  }

  private void binary(Graph.Node.Binary b) {
    switch (b.operator()) {
      case ADD -> arithmetic(b, Opcodes.DADD);
      case SUBTRACT -> arithmetic(b, Opcodes.DSUB);
      case MULTIPLY -> arithmetic(b, Opcodes.DMUL);
      case DIVIDE -> arithmetic(b, Opcodes.DDIV);
      case POWER -> {
        load(b.left());
        load(b.right());
        boolean fixed = program.node(b.right()) instanceof Graph.Node.Number;
        code.visitMethodInsn(Opcodes.INVOKESTATIC, fixed ? "java/lang/Math" : "org/cartc/runtime/model/Power", fixed ? "pow" : "of",
            "(DD)D",
            false);
      }
      case LESS -> compare(b, Opcodes.DCMPG, Opcodes.IFGE);
      case LESS_OR_EQUAL -> compare(b, Opcodes.DCMPG, Opcodes.IFGT);
      case GREATER -> compare(b, Opcodes.DCMPL, Opcodes.IFLE);
      case GREATER_OR_EQUAL -> compare(b, Opcodes.DCMPL, Opcodes.IFLT);
      case EQUAL -> compare(b, Opcodes.DCMPL, Opcodes.IFNE);
      case NOT_EQUAL -> compare(b, Opcodes.DCMPL, Opcodes.IFEQ);
      case AND, OR -> logic(b);
    }
  }

  private void arithmetic(Graph.Node.Binary b, int instruction) {
    load(b.left());
    load(b.right());
    code.visitInsn(instruction);
  }

  /** A way to jump to a label. */
  private interface Jump {
    int instruction();
  }

  private int compareWithZero(int node, int jump) {
    load(node);
    code.visitInsn(Opcodes.DCONST_0);
    code.visitInsn(Opcodes.DCMPL);
    return jump;
  }

  /** Leaves the second number where the jump is taken, else the first. */
  private void choose(Jump jump, List<Double> numbers) {
    Label taken = new Label();
    Label end = new Label();
    code.visitJumpInsn(jump.instruction(), taken);
    code.visitLdcInsn(numbers.get(0));
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(taken);
    code.visitLdcInsn(numbers.get(1));
    code.visitLabel(end);
  }

  private void compare(Graph.Node.Binary b, int comparison, int jumpIfFalse) {
    choose(() -> {
      load(b.left());
      load(b.right());
      code.visitInsn(comparison);
      return jumpIfFalse;
    }, List.of(1.0, 0.0));
  }

  private void logic(Graph.Node.Binary b) {
    Label decided = new Label();
    Label end = new Label();
    boolean or = b.operator() == Operator.OR;
    for (int operand : List.of(b.left(), b.right())) {
      code.visitJumpInsn(compareWithZero(operand, or ? Opcodes.IFNE : Opcodes.IFEQ), decided);
    }
    code.visitInsn(or ? Opcodes.DCONST_0 : Opcodes.DCONST_1);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(decided);
    code.visitInsn(or ? Opcodes.DCONST_1 : Opcodes.DCONST_0);
    code.visitLabel(end);
  }
}
