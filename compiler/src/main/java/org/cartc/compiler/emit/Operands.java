package org.cartc.compiler.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Operator;
import org.cartc.runtime.model.Layout;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the instructions that leave a node's value on the operand stack, inside one generated method. */
final class Operands {
  private static final String MATH = "java/lang/Math";
  private static final String POWER = "org/cartc/runtime/model/Power";

  private final MethodVisitor code;
  private final Graph graph;
  private final Slots slots;
  private final Layout layout;
  private final Frame frame;
  private final IntPredicate isGiven;
  private final Map<Integer, Integer> locals = new HashMap<>();
  private int nextLocal;

  Operands(MethodVisitor code, Graph graph, Slots slots, Layout layout, Frame frame, IntPredicate isGiven) {
    this.code = code;
    this.graph = graph;
    this.slots = slots;
    this.layout = layout;
    this.frame = frame;
    this.isGiven = isGiven;
    this.nextLocal = frame.free();
  }

  static void loadArguments(MethodVisitor code, String descriptor) {
    int variable = 1;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), variable);
      variable += argument.getSize();
    }
  }

  /** Computes a node into a local variable, and into the workspace if others read it there. */
  void keep(int node, boolean inWorkspace, IntPredicate isStored) {
    if (inWorkspace) {
      code.visitVarInsn(Opcodes.ALOAD, keepArray());
      push(keepIndex(node));
      compute(node, isStored);
      code.visitInsn(Opcodes.DUP2_X2);
      code.visitInsn(Opcodes.DASTORE);
    } else {
      compute(node, isStored);
    }
    code.visitVarInsn(Opcodes.DSTORE, nextLocal);
    locals.put(node, nextLocal);
    nextLocal += 2;
  }

  /** Puts a node's value into the array of results. */
  void put(Body.Sink sink, IntPredicate isStored) {
    code.visitVarInsn(Opcodes.ALOAD, frame.out());
    if (frame == Frame.PREPARATION) {
      push(sink.index());
    } else {
      offset(frame.out() + 1, sink.index());
    }
    load(sink.node(), isStored);
    code.visitInsn(Opcodes.DASTORE);
  }

  /** Leaves the value of a node on the stack: from where it is kept, or computed here. */
  void load(int node, IntPredicate isStored) {
    Integer local = locals.get(node);
    if (local != null) {
      code.visitVarInsn(Opcodes.DLOAD, local);
    } else if (isStored.test(node)) {
      element(keepArray(), keepIndex(node));
    } else {
      compute(node, isStored);
    }
  }

  /** What crosses from one chunk to another lies in the workspace, or among the constants while those are prepared. */
  private int keepArray() {
    return frame.workspace() >= 0 ? frame.workspace() : frame.constants();
  }

  private int keepIndex(int node) {
    return frame.workspace() >= 0 ? slots.spilled(node) : slots.constant(node);
  }

  private void compute(int node, IntPredicate isStored) {
    if (isGiven.test(node) && !Graph.isLeaf(graph.node(node))) {
      if (graph.isConstant(node)) {
        element(frame.constants(), slots.constant(node));
      } else {
        element(frame.workspace(), slots.spilled(node));
      }
      return;
    }
    switch (graph.node(node)) {
      case Graph.Node.Number n -> code.visitLdcInsn(n.value());
      case Graph.Node.Time t -> code.visitVarInsn(Opcodes.DLOAD, frame.time());
      case Graph.Node.State s -> {
        code.visitVarInsn(Opcodes.ALOAD, frame.state());
        offset(frame.state() + 1, s.index());
        code.visitInsn(Opcodes.DALOAD);
      }
      case Graph.Node.Parameter p -> element(frame.constants(), p.index());
      case Graph.Node.Mode m -> element(frame.workspace(), m.condition());
      case Graph.Node.Trial t -> code.visitVarInsn(Opcodes.DLOAD, frame.trial());
      case Graph.Node.Solution s -> solution(s, isStored);
      case Graph.Node.Guess g -> element(frame.workspace(), layout.warmStart(g.constraint()));
      case Graph.Node.Unknown u -> element(frame.workspace(), layout.warmStart(u.constraint()));
      case Graph.Node.Block b -> block(b, isStored);
      case Graph.Node.Inverse i -> {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        push(i.block());
        push(Coupling.inverse(layout, i.block()));
        callCoupled("invert", "II");
      }
      case Graph.Node.Element e -> inverse(e);
      case Graph.Node.Negate n -> {
        load(n.operand(), isStored);
        code.visitInsn(Opcodes.DNEG);
      }
      case Graph.Node.Not n -> truth(node, isStored);
      case Graph.Node.Binary b -> binary(node, b, isStored);
      case Graph.Node.Call c -> call(c, isStored);
      case Graph.Node.Choice c -> choice(c, isStored);
    }
  }

  private void binary(int node, Graph.Node.Binary b, IntPredicate isStored) {
    switch (b.operator()) {
      case ADD -> arithmetic(b, Opcodes.DADD, isStored);
      case SUBTRACT -> arithmetic(b, Opcodes.DSUB, isStored);
      case MULTIPLY -> arithmetic(b, Opcodes.DMUL, isStored);
      case DIVIDE -> arithmetic(b, Opcodes.DDIV, isStored);
      case POWER -> {
        load(b.left(), isStored);
        load(b.right(), isStored);
        boolean fixed = graph.node(b.right()) instanceof Graph.Node.Number;
        code.visitMethodInsn(Opcodes.INVOKESTATIC, fixed ? MATH : POWER, fixed ? "pow" : "of", "(DD)D", false);
      }
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> truth(node, isStored);
    }
  }

  private void arithmetic(Graph.Node.Binary b, int instruction, IntPredicate isStored) {
    load(b.left(), isStored);
    load(b.right(), isStored);
    code.visitInsn(instruction);
  }

  private void call(Graph.Node.Call call, IntPredicate isStored) {
    call.arguments().forEach(argument -> load(argument, isStored));
    String descriptor = call.arguments().size() == 2 ? "(DD)D" : "(D)D";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, MATH, method(call.function()), descriptor, false);
  }

  private static String method(Builtin function) {
    return function.text();
  }

  private void choice(Graph.Node.Choice choice, IntPredicate isStored) {
    Label otherwise = new Label();
    Label end = new Label();
    jumpUnless(choice.condition(), otherwise, isStored);
    load(choice.then(), isStored);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(otherwise);
    load(choice.otherwise(), isStored);
    code.visitLabel(end);
  }

  /** Leaves 1 or 0 for a truth value. */
  private void truth(int node, IntPredicate isStored) {
    Label no = new Label();
    Label end = new Label();
    decide(node, no, isStored);
    code.visitInsn(Opcodes.DCONST_1);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(no);
    code.visitInsn(Opcodes.DCONST_0);
    code.visitLabel(end);
  }

  private void jumpUnless(int node, Label target, IntPredicate isStored) {
    boolean inPlace = !locals.containsKey(node) && !isStored.test(node) && !isGiven.test(node);
    if (inPlace && isDecision(node)) {
      decide(node, target, isStored);
      return;
    }
    load(node, isStored);
    code.visitInsn(Opcodes.DCONST_0);
    code.visitInsn(Opcodes.DCMPL);
    code.visitJumpInsn(Opcodes.IFEQ, target);
  }

  private boolean isDecision(int node) {
    return graph.node(node) instanceof Graph.Node.Not
        || graph.node(node) instanceof Graph.Node.Binary b && (b.operator().binding() <= Operator.LESS.binding());
  }

  /** Jumps to {@code no} unless the node's truth value, computed here, is true; a comparison with NaN is false but for {@code !=}. */
  private void decide(int node, Label no, IntPredicate isStored) {
    if (graph.node(node) instanceof Graph.Node.Not n) {
      Label yes = new Label();
      jumpUnless(n.operand(), yes, isStored);
      code.visitJumpInsn(Opcodes.GOTO, no);
      code.visitLabel(yes);
      return;
    }
    Graph.Node.Binary b = (Graph.Node.Binary) graph.node(node);
    switch (b.operator()) {
      case AND -> {
        jumpUnless(b.left(), no, isStored);
        jumpUnless(b.right(), no, isStored);
      }
      case OR -> {
        Label right = new Label();
        Label yes = new Label();
        jumpUnless(b.left(), right, isStored);
        code.visitJumpInsn(Opcodes.GOTO, yes);
        code.visitLabel(right);
        jumpUnless(b.right(), no, isStored);
        code.visitLabel(yes);
      }
      case LESS -> compare(b, Opcodes.DCMPG, Opcodes.IFGE, no, isStored);
      case LESS_OR_EQUAL -> compare(b, Opcodes.DCMPG, Opcodes.IFGT, no, isStored);
      case GREATER -> compare(b, Opcodes.DCMPL, Opcodes.IFLE, no, isStored);
      case GREATER_OR_EQUAL -> compare(b, Opcodes.DCMPL, Opcodes.IFLT, no, isStored);
      case EQUAL -> compare(b, Opcodes.DCMPL, Opcodes.IFNE, no, isStored);
      case NOT_EQUAL -> compare(b, Opcodes.DCMPL, Opcodes.IFEQ, no, isStored);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER -> throw new IllegalStateException("no truth value: " + b.operator());
    }
  }

  private void compare(Graph.Node.Binary b, int comparison, int jumpIfFalse, Label no, IntPredicate isStored) {
    load(b.left(), isStored);
    load(b.right(), isStored);
    code.visitInsn(comparison);
    code.visitJumpInsn(jumpIfFalse, no);
  }

  private void solution(Graph.Node.Solution solution, IntPredicate isStored) {
    int k = solution.constraint();
    Graph.Constraint constraint = graph.constraint(k);
    boolean iterated = constraint.functions().size() == 3;
    code.visitVarInsn(Opcodes.ALOAD, 0);
    if (iterated) {
      push(k);
    }
    constraint.given().forEach(node -> load(node, isStored));
    if (iterated) {
      push(layout.counters(k));
    }
    code.visitVarInsn(Opcodes.DLOAD, frame.time());
    code.visitVarInsn(Opcodes.ALOAD, frame.state());
    code.visitVarInsn(Opcodes.ILOAD, frame.state() + 1);
    code.visitVarInsn(Opcodes.ALOAD, frame.constants());
    code.visitVarInsn(Opcodes.ALOAD, frame.workspace());
    if (iterated) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, "org/cartc/runtime/constraint/FixedPoint", "solve",
          "(Lorg/cartc/runtime/constraint/ScalarConstraints;IDDDID[DI[D[D)D", false);
    } else {
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Emit.TYPE, "solution$" + k, Frame.SOLUTION.descriptor(), false);
    }
  }

  private void block(Graph.Node.Block block, IntPredicate isStored) {
    List<Integer> bounds = graph.coupling(block.block()).bounds();
    for (int i = 0; i < bounds.size(); i++) {
      code.visitVarInsn(Opcodes.ALOAD, frame.workspace());
      push(layout.blockWork() + i);
      load(bounds.get(i), isStored);
      code.visitInsn(Opcodes.DASTORE);
    }
    code.visitVarInsn(Opcodes.ALOAD, 0);
    push(block.block());
    callCoupled("solve", "I");
  }

  private void callCoupled(String method, String numbers) {
    code.visitVarInsn(Opcodes.DLOAD, frame.time());
    code.visitVarInsn(Opcodes.ALOAD, frame.state());
    code.visitVarInsn(Opcodes.ILOAD, frame.state() + 1);
    code.visitVarInsn(Opcodes.ALOAD, frame.constants());
    code.visitVarInsn(Opcodes.ALOAD, frame.workspace());
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "org/cartc/runtime/constraint/CoupledNewton", method,
        "(Lorg/cartc/runtime/constraint/CoupledConstraints;" + numbers + "D[DI[D[D)D", false);
  }

  private void inverse(Graph.Node.Element element) {
    Graph.Node.Inverse inverse = (Graph.Node.Inverse) graph.node(element.inverse());
    int size = layout.blocks().get(inverse.block()).size();
    element(frame.workspace(), Coupling.inverse(layout, inverse.block()) + element.row() * size + element.column());
  }

  private void element(int array, int index) {
    code.visitVarInsn(Opcodes.ALOAD, array);
    push(index);
    code.visitInsn(Opcodes.DALOAD);
  }

  private void offset(int base, int index) {
    code.visitVarInsn(Opcodes.ILOAD, base);
    if (index != 0) {
      push(index);
      code.visitInsn(Opcodes.IADD);
    }
  }

  private void push(int value) {
    push(code, value);
  }

  static void push(MethodVisitor code, int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }
}
