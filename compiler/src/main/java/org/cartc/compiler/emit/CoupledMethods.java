package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the public methods about blocks of constraints, which choose by the block's number. */
final class CoupledMethods {
  private final ClassVisitor type;
  private final String owner;
  private final int blocks;

  CoupledMethods(ClassVisitor type, String owner, int blocks) {
    this.type = type;
    this.owner = owner;
    this.blocks = blocks;
  }

  void write() {
    // (block 1, t 2, y 4, yo 5, out 6, oo 7, c 8, w 9)
    method("system", "(ID[DI[DI[D[D)V", 6, 8);
    method("brackets", "(ID[DI[DI[D[D)V", 6, 8);
    // (block 1, t 2, y 4, yo 5, c 6, w 7)
    method("given", "(ID[DI[D[D)V", -1, 6);
  }

  /** @param out the array of results, and behind it the offset; -1 for the workspace */
  private void method(String name, String descriptor, int out, int constants) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    code.visitCode();
    List<Label> labels = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      labels.add(new Label());
    }
    Label none = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitTableSwitchInsn(0, blocks - 1, none, labels.toArray(Label[]::new));
    for (int block = 0; block < blocks; block++) {
      code.visitLabel(labels.get(block));
      call(code, name + "$" + block, out, constants);
      code.visitInsn(Opcodes.RETURN);
    }
    code.visitLabel(none);
    Dispatch.refuse(code);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void call(MethodVisitor code, String name, int out, int constants) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.DLOAD, 2);
    code.visitVarInsn(Opcodes.ALOAD, 4);
    code.visitVarInsn(Opcodes.ILOAD, 5);
    code.visitVarInsn(Opcodes.ALOAD, out < 0 ? constants + 1 : out);
    if (out < 0) {
      code.visitInsn(Opcodes.ICONST_0);
    } else {
      code.visitVarInsn(Opcodes.ILOAD, out + 1);
    }
    code.visitVarInsn(Opcodes.ALOAD, constants);
    code.visitVarInsn(Opcodes.ALOAD, constants + 1);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, Frame.EVALUATION.descriptor(), false);
  }
}
