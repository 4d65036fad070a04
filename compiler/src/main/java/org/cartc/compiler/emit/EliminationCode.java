package org.cartc.compiler.emit;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cartc.runtime.linear.Elimination;
import org.cartc.runtime.linear.MinimumDegree;
import org.cartc.runtime.model.Pattern;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes {@link Elimination} for a pattern: row by row in the order of {@link MinimumDegree}, every place of the factors a number of its
 * own. The factors of row k are those below the diagonal, the inverse of the pivot, and the row above the diagonal.
 */
final class EliminationCode {
  static final String CONTRACT = "org/cartc/runtime/linear/Elimination";

  /** Beyond so many places or multiplications the code would be longer than what the JVM compiles well. */
  private static final int LARGEST = 250;

  private static final int MOST_ROWS = 60;

  private final Pattern pattern;
  private final int n;
  private final int[] order;
  private final BitSet[] lower;
  private final BitSet[] upper;
  private final Map<Long, Integer> places = new HashMap<>();
  private int updates;

  private EliminationCode(Pattern pattern) {
    this.pattern = pattern;
    n = pattern.rows();
    var elimination = new MinimumDegree(pattern);
    order = elimination.order();
    int[] position = new int[n];
    for (int k = 0; k < n; k++) {
      position[order[k]] = k;
    }
    lower = new BitSet[n];
    upper = new BitSet[n];
    for (int k = 0; k < n; k++) {
      lower[k] = new BitSet();
    }
    for (int k = 0; k < n; k++) {
      upper[k] = new BitSet();
      for (int other : elimination.neighbours(order[k])) {
        upper[k].set(position[other]);
        lower[position[other]].set(k);
      }
    }
    for (int k = 0; k < n; k++) {
      int row = k;
      lower[k].stream().forEach(j -> place(row, j));
      place(k, k);
      upper[k].stream().forEach(j -> place(row, j));
      updates += lower[k].stream().map(j -> upper[j].cardinality()).sum();
    }
  }

  /** The code for a pattern, if it is short enough to be fast. */
  static Optional<EliminationCode> of(Pattern pattern) {
    return Optional.of(pattern).filter(p -> p.rows() <= MOST_ROWS).map(EliminationCode::new)
        .filter(code -> code.places.size() <= LARGEST && code.updates <= LARGEST);
  }

  private int place(int row, int column) {
    return places.computeIfAbsent((long) row * n + column, key -> places.size());
  }

  void write(ClassVisitor type) {
    MethodVisitor size = type.visitMethod(Opcodes.ACC_PUBLIC, "factors", "()I", null, null);
    size.visitCode();
    Operands.push(size, places.size());
    size.visitInsn(Opcodes.IRETURN);
    size.visitMaxs(0, 0);
    size.visitEnd();
    writeElimination(type);
    writeSubstitution(type);
  }

  /** Arguments: shift 1, values 3, factors 4. Locals: terms of a pivot 5, a factor 7, the row from 9 on. */
  private void writeElimination(ClassVisitor type) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, "eliminate", "(D[D[D)Z", null, null);
    code.visitCode();
    Label fails = new Label();
    for (int k = 0; k < n; k++) {
      writeRow(code, k, fails);
    }
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(fails);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static int local(int column) {
    return 9 + 2 * column;
  }

  private void writeRow(MethodVisitor code, int k, Label fails) {
    BitSet columns = (BitSet) lower[k].clone();
    columns.or(upper[k]);
    columns.set(k);
    columns.stream().forEach(j -> {
      writeEntry(code, k, j);
      code.visitVarInsn(Opcodes.DSTORE, local(j));
    });
    size(code, local(k));
    code.visitVarInsn(Opcodes.DSTORE, 5);
    lower[k].stream().forEach(j -> writeUpdates(code, k, j));
    upper[k].stream().forEach(j -> store(code, k, j, () -> code.visitVarInsn(Opcodes.DLOAD, local(j))));
    size(code, local(k));
    code.visitVarInsn(Opcodes.DLOAD, 5);
    code.visitLdcInsn(Elimination.CANCELLED);
    code.visitInsn(Opcodes.DMUL);
    code.visitInsn(Opcodes.DCMPL);
    code.visitJumpInsn(Opcodes.IFLE, fails);
    size(code, local(k));
    code.visitLdcInsn(Double.POSITIVE_INFINITY);
    code.visitInsn(Opcodes.DCMPG);
    code.visitJumpInsn(Opcodes.IFGE, fails);
    store(code, k, k, () -> {
      code.visitInsn(Opcodes.DCONST_1);
      code.visitVarInsn(Opcodes.DLOAD, local(k));
      code.visitInsn(Opcodes.DDIV);
    });
  }

  /** Leaves an entry of shift I - A on the stack. */
  private void writeEntry(MethodVisitor code, int k, int j) {
    if (k == j) {
      code.visitVarInsn(Opcodes.DLOAD, 1);
    } else {
      code.visitInsn(Opcodes.DCONST_0);
    }
    int row = order[k];
    for (int at = pattern.rowStarts()[row]; at < pattern.rowStarts()[row + 1]; at++) {
      if (pattern.columns()[at] == order[j]) {
        code.visitVarInsn(Opcodes.ALOAD, 3);
        Operands.push(code, at);
        code.visitInsn(Opcodes.DALOAD);
        code.visitInsn(Opcodes.DSUB);
      }
    }
  }

  /** Subtracts a multiple of row j from row k, so that column j of it becomes zero. */
  private void writeUpdates(MethodVisitor code, int k, int j) {
    code.visitVarInsn(Opcodes.DLOAD, local(j));
    load(code, j, j);
    code.visitInsn(Opcodes.DMUL);
    code.visitVarInsn(Opcodes.DSTORE, 7);
    store(code, k, j, () -> code.visitVarInsn(Opcodes.DLOAD, 7));
    upper[j].stream().forEach(column -> {
      code.visitVarInsn(Opcodes.DLOAD, local(column));
      code.visitVarInsn(Opcodes.DLOAD, 7);
      load(code, j, column);
      code.visitInsn(Opcodes.DMUL);
      if (column == k) {
        code.visitInsn(Opcodes.DUP2);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "abs", "(D)D", false);
        code.visitVarInsn(Opcodes.DLOAD, 5);
        code.visitInsn(Opcodes.DADD);
        code.visitVarInsn(Opcodes.DSTORE, 5);
      }
      code.visitInsn(Opcodes.DSUB);
      code.visitVarInsn(Opcodes.DSTORE, local(column));
    });
  }

  private static void size(MethodVisitor code, int variable) {
    code.visitVarInsn(Opcodes.DLOAD, variable);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "abs", "(D)D", false);
  }

  private void load(MethodVisitor code, int row, int column) {
    code.visitVarInsn(Opcodes.ALOAD, 4);
    Operands.push(code, place(row, column));
    code.visitInsn(Opcodes.DALOAD);
  }

  private void store(MethodVisitor code, int row, int column, Runnable value) {
    code.visitVarInsn(Opcodes.ALOAD, 4);
    Operands.push(code, place(row, column));
    value.run();
    code.visitInsn(Opcodes.DASTORE);
  }

  /** Arguments: factors 1, right-hand side 2. Locals: the unknowns from 3 on. */
  private void writeSubstitution(ClassVisitor type) {
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, "substitute", "([D[D)V", null, null);
    code.visitCode();
    for (int k = 0; k < n; k++) {
      code.visitVarInsn(Opcodes.ALOAD, 2);
      Operands.push(code, order[k]);
      code.visitInsn(Opcodes.DALOAD);
      subtractProducts(code, k, lower[k]);
      code.visitVarInsn(Opcodes.DSTORE, 3 + 2 * k);
    }
    for (int k = n - 1; k >= 0; k--) {
      code.visitVarInsn(Opcodes.DLOAD, 3 + 2 * k);
      subtractProducts(code, k, upper[k]);
      factor(code, k, k);
      code.visitInsn(Opcodes.DMUL);
      code.visitVarInsn(Opcodes.DSTORE, 3 + 2 * k);
    }
    for (int k = 0; k < n; k++) {
      code.visitVarInsn(Opcodes.ALOAD, 2);
      Operands.push(code, order[k]);
      code.visitVarInsn(Opcodes.DLOAD, 3 + 2 * k);
      code.visitInsn(Opcodes.DASTORE);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void subtractProducts(MethodVisitor code, int k, BitSet columns) {
    columns.stream().forEach(j -> {
      factor(code, k, j);
      code.visitVarInsn(Opcodes.DLOAD, 3 + 2 * j);
      code.visitInsn(Opcodes.DMUL);
      code.visitInsn(Opcodes.DSUB);
    });
  }

  private void factor(MethodVisitor code, int row, int column) {
    code.visitVarInsn(Opcodes.ALOAD, 1);
    Operands.push(code, place(row, column));
    code.visitInsn(Opcodes.DALOAD);
  }
}
