package org.cartc.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.cartc.runtime.linear.CompiledFactorisation;
import org.cartc.runtime.linear.Elimination;
import org.cartc.runtime.model.Pattern;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Solutions by straight code against those of the LU decomposition of Commons Math. */
class EliminationCodeTest {
  private static final String TYPE = "org/cartc/compiler/emit/CompiledElimination";

  private static Pattern pattern(List<List<Integer>> rows) {
    int[] starts = new int[rows.size() + 1];
    IntStream.range(0, rows.size()).forEach(i -> starts[i + 1] = starts[i] + rows.get(i).size());
    return new Pattern(starts, rows.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray());
  }

  private static Pattern random(Random random, int n, double share) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(IntStream.range(0, n).filter(j -> random.nextDouble() < share).boxed().toList());
    }
    return pattern(rows);
  }

  private static Elimination load(EliminationCode elimination) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, TYPE, null, "java/lang/Object",
        new String[] {EliminationCode.CONTRACT});
    MethodVisitor make = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    make.visitCode();
    make.visitVarInsn(Opcodes.ALOAD, 0);
    make.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    make.visitInsn(Opcodes.RETURN);
    make.visitMaxs(0, 0);
    make.visitEnd();
    elimination.write(type);
    type.visitEnd();
    byte[] bytes = type.toByteArray();
    assertThat(BytecodeTest.codeLengths(bytes).values()).allMatch(length -> length < 8000);
    return (Elimination) Loaded.instance("elimination", TYPE, bytes, new Class<?>[0]);
  }

  private static void agrees(Pattern pattern, double shift, double[] values, Random random) {
    int n = pattern.rows();
    var matrix = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      matrix.addToEntry(i, i, shift);
      for (int at = pattern.rowStarts()[i]; at < pattern.rowStarts()[i + 1]; at++) {
        matrix.addToEntry(i, pattern.columns()[at], -values[at]);
      }
    }
    double[] b = random.doubles(n, -1, 1).toArray();
    double[] expected = new LUDecomposition(matrix, 0).getSolver().solve(new ArrayRealVector(b)).toArray();
    double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    var factorisation = new CompiledFactorisation(load(EliminationCode.of(pattern).orElseThrow()), pattern);
    assertThat(factorisation.factorise(shift, values)).isTrue();
    factorisation.solve(b);
    assertThat(b).containsExactly(expected, within(1e-10 * size));
  }

  @Test
  void solutionsAgreeWithAnotherProgram() {
    Random random = new Random(19);
    for (int n : new int[] {1, 2, 5, 8, 20}) {
      for (double share : new double[] {1.5 / n, 1}) {
        Pattern pattern = random(random, n, Math.min(share, 9.0 / n));
        for (int again = 0; again < 5 && EliminationCode.of(pattern).isPresent(); again++) {
          agrees(pattern, 8, random.doubles(pattern.size(), -1, 1).toArray(), random);
        }
      }
    }
  }

  /** A cycle has no diagonal: without a shift every pivot is zero, with one of 1e-5 a pivot is left over from 1e5. */
  @Test
  void pivotsThatVanishOrCancelAreLeftToTheFactorisationWithExchanges() {
    Random random = new Random(20);
    Pattern cycle = pattern(List.of(List.of(1), List.of(2), List.of(3), List.of(0)));
    Elimination elimination = load(EliminationCode.of(cycle).orElseThrow());
    double[] values = {1, -2, 3, 4};
    assertThat(elimination.eliminate(0, values, new double[elimination.factors()])).isFalse();
    assertThat(elimination.eliminate(2, values, new double[elimination.factors()])).isTrue();
    agrees(cycle, 0, values, random);
    Pattern pair = pattern(List.of(List.of(1), List.of(0)));
    assertThat(load(EliminationCode.of(pair).orElseThrow()).eliminate(1, new double[] {1, 1 - 1e-6}, new double[4])).isFalse();
    agrees(pair, 1, new double[] {1, 1 - 1e-6}, random);
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    Pattern pair = pattern(List.of(List.of(0, 1), List.of(0, 1)));
    Elimination elimination = load(EliminationCode.of(pair).orElseThrow());
    var factorisation = new CompiledFactorisation(elimination, pair);
    assertThat(factorisation.factorise(1, new double[] {Double.NaN, 1, 1, 1})).isFalse();
    assertThat(factorisation.factorise(1, new double[] {1, Double.POSITIVE_INFINITY, 1, 1})).isFalse();
  }

  @Test
  void largeSystemsHaveNoCode() {
    assertThat(EliminationCode.of(random(new Random(21), 20, 1))).isEmpty();
    assertThat(EliminationCode.of(random(new Random(21), 100, 0))).isEmpty();
  }
}
