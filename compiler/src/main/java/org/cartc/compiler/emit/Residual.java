package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cartc.runtime.model.Layout;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a function of a constraint's trial value: a residual with its slope, or an iteration map. A large one is cut into chunks. */
final class Residual {
  /** The arguments of {@link Frame#RESIDUAL}, without a result. */
  private static final String CHUNK = "(DD[DII[D[D)V";

  private final ClassVisitor type;
  private final String owner;
  private final Graph graph;
  private final Slots slots;
  private final Layout layout;
  private final Set<Integer> given;

  /** @param given what the function reads from the workspace */
  Residual(ClassVisitor type, String owner, Graph graph, Slots slots, Layout layout, Set<Integer> given) {
    this.type = type;
    this.owner = owner;
    this.graph = graph;
    this.slots = slots;
    this.layout = layout;
    this.given = given;
  }

  /** @param slope the node that is left in {@code w[slope]}, or -1 for none */
  void write(String name, int value, int slope) {
    Needed needed = new Needed(graph, slope < 0 ? List.of(value) : List.of(value, slope), given, false);
    List<List<Integer>> chunks = chunks(needed);
    if (chunks.size() > 1) {
      for (int i = 0; i < chunks.size(); i++) {
        writeChunk(name + "$" + i, needed, chunks.get(i));
      }
    }
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PRIVATE, name, Frame.RESIDUAL.descriptor(), null, null);
    code.visitCode();
    Operands operands = new Operands(code, graph, slots, layout, Frame.RESIDUAL, needed::isGiven);
    if (chunks.size() > 1) {
      for (int i = 0; i < chunks.size(); i++) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        Operands.loadArguments(code, CHUNK);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name + "$" + i, CHUNK, false);
      }
    } else {
      chunks.forEach(chunk -> chunk.forEach(node -> operands.keep(node, false, needed::isKept)));
    }
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

  private static List<List<Integer>> chunks(Needed needed) {
    List<List<Integer>> chunks = new ArrayList<>();
    int size = Body.CHUNK;
    for (int node : needed.kept()) {
      if (size + needed.weight(node) + 2 > Body.CHUNK) {
        chunks.add(new ArrayList<>());
        size = 0;
      }
      size += needed.weight(node) + 2;
      chunks.get(chunks.size() - 1).add(node);
    }
    return chunks;
  }

  /** Computes nodes into the workspace, where the chunks behind this one read them. */
  private void writeChunk(String name, Needed needed, List<Integer> nodes) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PRIVATE, name, CHUNK, null, null);
    code.visitCode();
    Operands operands = new Operands(code, graph, slots, layout, Frame.RESIDUAL, needed::isGiven);
    nodes.forEach(node -> operands.keep(node, true, needed::isKept));
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
