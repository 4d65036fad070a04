package org.cartc.compiler.cli;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** Says what a generated class holds: its methods and their size. */
final class PrintClass {
  private PrintClass() {}

  static String text(byte[] bytes) {
    List<String> lines = new ArrayList<>(List.of("class file of " + bytes.length + " bytes"));
    new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {
      @Override
      public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        return new CodeSizeEvaluator(null) {
          @Override
          public void visitEnd() {
            lines.add(String.format("  %-28s %-20s %6d bytes", name, descriptor, getMaxSize()));
          }
        };
      }
    }, 0);
    return String.join("\n", lines);
  }
}
