package org.cartc.compiler.emit;

import java.util.List;
import java.util.Set;
import org.cartc.compiler.ir.Operator;
import org.cartc.runtime.model.Layout;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the solution of a scalar constraint: Newton's method as straight code from the last solution, with one division per step, and
 * {@link org.cartc.runtime.constraint.Newton} wherever a step leaves the bracket or the last solution is far.
 *
 * <p>With residual N/D the step is N D / (N' D - N D'), that of N/D itself.
 */
final class NewtonLoop {
  /** A residual whose step takes more operations than this is left to the method of the runtime. */
  private static final int LARGEST = 200;

  /** So many steps are tried. */
  private static final int MOST_STEPS = 6;

  /** Below this relative step Newton's error is its square, some roundings: no step follows. */
  private static final double QUADRATIC = 1e-7;

  private static final int X = Frame.SOLUTION.trial();
  private static final int STEP = X + 2;
  private static final int COUNT = X + 4;

  private final Graph graph;
  private final Slots slots;
  private final Layout layout;
  private final int constraint;
  private final int dividend;
  private final int divisor;
  private final Needed needed;

  NewtonLoop(Graph graph, Derivatives derivatives, Slots slots, Layout layout, int constraint) {
    this.graph = graph;
    this.slots = slots;
    this.layout = layout;
    this.constraint = constraint;
    Rational.Quotient residual = new Rational(graph).of(graph.constraint(constraint).functions().get(0));
    int trial = graph.trial(constraint);
    int slope = derivatives.of(residual.numerator(), trial);
    int n = residual.numerator();
    int d = residual.denominator();
    if (graph.dependsOnTrial(d)) {
      dividend = graph.binary(Operator.MULTIPLY, n, d);
      divisor = graph.binary(Operator.SUBTRACT, graph.binary(Operator.MULTIPLY, slope, d),
          graph.binary(Operator.MULTIPLY, n, derivatives.of(d, trial)));
    } else {
      dividend = n;
      divisor = slope;
    }
    needed = new Needed(graph, List.of(dividend, divisor), Set.copyOf(graph.constraint(constraint).inputs()), false);
  }

  private int operations() {
    return needed.kept().stream().mapToInt(needed::weight).sum() + needed.weight(dividend) + needed.weight(divisor);
  }

  void write(ClassVisitor type, String name) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PRIVATE, name, Frame.SOLUTION.descriptor(), null, null);
    code.visitCode();
    Label fails = new Label();
    if (operations() <= LARGEST) {
      writeLoop(code, fails);
    }
    code.visitLabel(fails);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    Operands.push(code, constraint);
    code.visitVarInsn(Opcodes.DLOAD, 1);
    code.visitVarInsn(Opcodes.DLOAD, 3);
    Operands.push(code, layout.warmStart(constraint));
    Operands.push(code, layout.counters(constraint));
    Operands.push(code, layout.scratch());
    code.visitVarInsn(Opcodes.DLOAD, Frame.SOLUTION.time());
    code.visitVarInsn(Opcodes.ALOAD, Frame.SOLUTION.state());
    code.visitVarInsn(Opcodes.ILOAD, Frame.SOLUTION.state() + 1);
    code.visitVarInsn(Opcodes.ALOAD, Frame.SOLUTION.constants());
    code.visitVarInsn(Opcodes.ALOAD, Frame.SOLUTION.workspace());
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "org/cartc/runtime/constraint/Newton", "solve",
        "(Lorg/cartc/runtime/constraint/ScalarConstraints;IDDIIID[DI[D[D)D", false);
    code.visitInsn(Opcodes.DRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void writeLoop(MethodVisitor code, Label fails) {
    Label next = new Label();
    Label settled = new Label();
    warm(code);
    code.visitInsn(Opcodes.DALOAD);
    code.visitVarInsn(Opcodes.DSTORE, X);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, COUNT);
    code.visitLabel(next);
    writeStep(code);
    bound(code, "min", Opcodes.DCMPL, Opcodes.IFLT, fails);
    bound(code, "max", Opcodes.DCMPG, Opcodes.IFGT, fails);
    code.visitIincInsn(COUNT, 1);
    size(code, STEP);
    size(code, X);
    code.visitLdcInsn(QUADRATIC);
    code.visitInsn(Opcodes.DMUL);
    code.visitInsn(Opcodes.DCMPG);
    code.visitJumpInsn(Opcodes.IFLE, settled);
    code.visitVarInsn(Opcodes.ILOAD, COUNT);
    Operands.push(code, MOST_STEPS);
    code.visitJumpInsn(Opcodes.IF_ICMPLT, next);
    code.visitJumpInsn(Opcodes.GOTO, fails);
    code.visitLabel(settled);
    code.visitVarInsn(Opcodes.DLOAD, STEP); // no step at all is one from a pole, or from a root that the other method knows at once
    code.visitInsn(Opcodes.DCONST_0);
    code.visitInsn(Opcodes.DCMPL);
    code.visitJumpInsn(Opcodes.IFEQ, fails);
    settle(code);
  }

  private void writeStep(MethodVisitor code) {
    Operands operands = new Operands(code, graph, slots, layout, Frame.SOLUTION, needed::isGiven);
    needed.kept().forEach(node -> operands.keep(node, false, needed::isKept));
    operands.load(dividend, needed::isKept);
    operands.load(divisor, needed::isKept);
    code.visitInsn(Opcodes.DDIV);
    code.visitVarInsn(Opcodes.DSTORE, STEP);
    code.visitVarInsn(Opcodes.DLOAD, X);
    code.visitVarInsn(Opcodes.DLOAD, STEP);
    code.visitInsn(Opcodes.DSUB);
    code.visitVarInsn(Opcodes.DSTORE, X);
  }

  private static void bound(MethodVisitor code, String which, int comparison, int jump, Label fails) {
    code.visitVarInsn(Opcodes.DLOAD, X);
    code.visitVarInsn(Opcodes.DLOAD, 1);
    code.visitVarInsn(Opcodes.DLOAD, 3);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", which, "(DD)D", false);
    code.visitInsn(comparison);
    code.visitJumpInsn(jump, fails);
  }

  private static void size(MethodVisitor code, int variable) {
    code.visitVarInsn(Opcodes.DLOAD, variable);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "abs", "(D)D", false);
  }

  private void warm(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, Frame.SOLUTION.workspace());
    Operands.push(code, layout.warmStart(constraint));
  }

  /** Keeps and returns the solution, and counts. */
  private void settle(MethodVisitor code) {
    int solutions = layout.counters(constraint);
    warm(code);
    code.visitVarInsn(Opcodes.DLOAD, X);
    code.visitInsn(Opcodes.DASTORE);
    add(code, solutions, () -> code.visitInsn(Opcodes.DCONST_1));
    Runnable count = () -> {
      code.visitVarInsn(Opcodes.ILOAD, COUNT);
      code.visitInsn(Opcodes.I2D);
    };
    add(code, solutions + 1, count);
    code.visitVarInsn(Opcodes.ALOAD, Frame.SOLUTION.workspace());
    Operands.push(code, solutions + 2);
    code.visitInsn(Opcodes.DUP2);
    code.visitInsn(Opcodes.DALOAD);
    count.run();
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "max", "(DD)D", false);
    code.visitInsn(Opcodes.DASTORE);
    code.visitVarInsn(Opcodes.DLOAD, X);
    code.visitInsn(Opcodes.DRETURN);
  }

  private static void add(MethodVisitor code, int place, Runnable value) {
    code.visitVarInsn(Opcodes.ALOAD, Frame.SOLUTION.workspace());
    Operands.push(code, place);
    code.visitInsn(Opcodes.DUP2);
    code.visitInsn(Opcodes.DALOAD);
    value.run();
    code.visitInsn(Opcodes.DADD);
    code.visitInsn(Opcodes.DASTORE);
  }
}
