package org.cartc.compiler.emit;

import java.util.List;
import java.util.Set;
import org.cartc.runtime.model.Layout;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a function of a constraint's trial value: a residual with its slope, or an iteration map. */
final class Residual {
  private final ClassVisitor type;
  private final Graph graph;
  private final Slots slots;
  private final Layout layout;
  private final Set<Integer> given;

  /** @param given what the function reads from the workspace */
  Residual(ClassVisitor type, Graph graph, Slots slots, Layout layout, Set<Integer> given) {
    this.type = type;
    this.graph = graph;
    this.slots = slots;
    this.layout = layout;
    this.given = given;
  }

  /** @param slope the node that is left in {@code w[slope]}, or -1 for none */
  void write(String name, int value, int slope) {
    Needed needed = new Needed(graph, slope < 0 ? List.of(value) : List.of(value, slope), given, false);
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PRIVATE, name, Frame.RESIDUAL.descriptor(), null, null);
    code.visitCode();
    Operands operands = new Operands(code, graph, slots, layout, Frame.RESIDUAL, needed::isGiven);
    List<Integer> kept = needed.kept();
    kept.forEach(node -> operands.keep(node, false, needed::isKept));
    if (slope >= 0) {
      code.visitVarInsn(Opcodes.ALOAD, Frame.RESIDUAL.workspace());
      code.visitVarInsn(Opcodes.ILOAD, Frame.SLOPE);
      operands.load(slope, needed::isKept);
      code.visitInsn(Opcodes.DASTORE);
    }
    operands.load(value, needed::isKept);
    code.visitInsn(Opcodes.DRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
