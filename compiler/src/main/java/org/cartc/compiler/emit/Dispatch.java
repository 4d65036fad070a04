package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.Layout;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the public methods about constraints, which choose by the constraint's number. */
final class Dispatch {
  private final ClassVisitor type;
  private final String owner;
  private final Layout layout;
  private final Structure structure;

  Dispatch(ClassVisitor type, String owner, Layout layout, Structure structure) {
    this.type = type;
    this.owner = owner;
    this.layout = layout;
    this.structure = structure;
  }

  void write() {
    // residualAndSlope(constraint 1, x 2, slope 4, t 5, y 7, yo 8, c 9, w 10)
    method("residualAndSlope", "(IDID[DI[D[D)D", (code, k) -> {
      function(code, "residual$" + k, 2, 5, 7, 8, 9, 10, () -> code.visitVarInsn(Opcodes.ILOAD, 4));
      code.visitInsn(Opcodes.DRETURN);
    });
    // map(constraint 1, x 2, t 4, y 6, yo 7, c 8, w 9)
    method("map", "(IDD[DI[D[D)D", (code, k) -> {
      if (structure.solved().get(k).iteration().isPresent()) {
        function(code, "map$" + k, 2, 4, 6, 7, 8, 9, () -> Operands.push(code, layout.scratch()));
      } else {
        code.visitLdcInsn(Double.NaN);
      }
      code.visitInsn(Opcodes.DRETURN);
    });
    // residual(constraint 1, unknown 2, t 4, y 6, yo 7, c 8, w 9)
    method("residual", "(IDD[DI[D[D)D", (code, k) -> {
      evaluate(code, "inputs$" + k, 4, 6, 7, 8, 9, () -> {
        code.visitVarInsn(Opcodes.ALOAD, 9);
        code.visitInsn(Opcodes.ICONST_0);
      });
      function(code, "residual$" + k, 2, 4, 6, 7, 8, 9, () -> Operands.push(code, layout.scratch()));
      code.visitInsn(Opcodes.DRETURN);
    });
    // bracket(constraint 1, bounds 2, t 3, y 5, yo 6, c 7, w 8)
    method("bracket", "(I[DD[DI[D[D)V", (code, k) -> {
      evaluate(code, "bracket$" + k, 3, 5, 6, 7, 8, () -> {
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitInsn(Opcodes.ICONST_0);
      });
      code.visitInsn(Opcodes.RETURN);
    });
  }

  private interface Case {
    void write(MethodVisitor code, int constraint);
  }

  private void method(String name, String descriptor, Case one) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    code.visitCode();
    List<Label> labels = new ArrayList<>();
    structure.solved().forEach(s -> labels.add(new Label()));
    Label none = new Label();
    if (!labels.isEmpty()) {
      code.visitVarInsn(Opcodes.ILOAD, 1);
      code.visitTableSwitchInsn(0, labels.size() - 1, none, labels.toArray(Label[]::new));
      for (int k = 0; k < labels.size(); k++) {
        code.visitLabel(labels.get(k));
        one.write(code, k);
      }
    }
    code.visitLabel(none);
    refuse(code);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Throws for a first argument that is the number of nothing. */
  static void refuse(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, "java/lang/IndexOutOfBoundsException");
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/IndexOutOfBoundsException", "<init>", "(I)V", false);
    code.visitInsn(Opcodes.ATHROW);
  }

  private void function(MethodVisitor code, String name, int x, int t, int y, int yo, int c, int w, Runnable slope) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.DLOAD, x);
    code.visitVarInsn(Opcodes.DLOAD, t);
    code.visitVarInsn(Opcodes.ALOAD, y);
    code.visitVarInsn(Opcodes.ILOAD, yo);
    slope.run();
    code.visitVarInsn(Opcodes.ALOAD, c);
    code.visitVarInsn(Opcodes.ALOAD, w);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, Frame.RESIDUAL.descriptor(), false);
  }

  private void evaluate(MethodVisitor code, String name, int t, int y, int yo, int c, int w, Runnable out) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.DLOAD, t);
    code.visitVarInsn(Opcodes.ALOAD, y);
    code.visitVarInsn(Opcodes.ILOAD, yo);
    out.run();
    code.visitVarInsn(Opcodes.ALOAD, c);
    code.visitVarInsn(Opcodes.ALOAD, w);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, Frame.EVALUATION.descriptor(), false);
  }
}
