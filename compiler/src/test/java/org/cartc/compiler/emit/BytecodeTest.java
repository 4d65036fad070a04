package org.cartc.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.RandomExpressions;
import org.cartc.compiler.Written;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.constraint.ScalarConstraints;
import org.cartc.runtime.model.Layout;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Compiled code gives the bits that the slow evaluator of expressions gives. */
class BytecodeTest {
  private static final Span NOWHERE = new Span(new Source("random", ""), 0, 0);
  private static final int PARAMETERS = 5;
  private static final int MODES = 2;

  private final Random random = new Random(20261121);

  /** A system of expressions as it comes from the analysis: states y0.., parameters p0.., definitions d0.., conditions. */
  private static Structure system(List<Expr> derivatives, List<Expr> definitions) {
    List<Model.Compartment> compartments = new ArrayList<>();
    Map<String, Expr> changes = new LinkedHashMap<>();
    for (int i = 0; i < derivatives.size(); i++) {
      compartments.add(new Model.Compartment("y" + i, "", "", Expr.symbol("p" + i % PARAMETERS), "", NOWHERE));
      changes.put("y" + i, derivatives.get(i));
    }
    List<Model.Parameter> parameters = IntStream.range(0, PARAMETERS)
        .mapToObj(i -> new Model.Parameter("p" + i, "", "", Expr.constant(i), Optional.empty(), "", "", NOWHERE)).toList();
    Map<String, Expr> named = new LinkedHashMap<>();
    definitions.forEach(d -> named.put("d" + named.size(), d));
    List<Structure.Edge> edges = IntStream.range(0, MODES)
        .mapToObj(i -> new Structure.Edge("mode " + i, Expr.symbol("y0"), false, Optional.empty())).toList();
    Model model = new Model("random", "", List.of(), "day", List.of(), List.of(), parameters, compartments, List.of(), List.of(),
        List.of(), List.of(), List.of(), List.of(), NOWHERE);
    return new Structure(model, List.copyOf(changes.keySet()), named, List.of(), List.of(), changes, edges, Set.of());
  }

  private static List<Expr> leaves(int states, int definitions) {
    List<Expr> leaves = new ArrayList<>(List.of(new Expr.Time(), new Expr.Mode(0), new Expr.Mode(1)));
    IntStream.range(0, states).forEach(i -> leaves.add(Expr.symbol("y" + i)));
    IntStream.range(0, PARAMETERS).forEach(i -> leaves.add(Expr.symbol("p" + i)));
    IntStream.range(0, definitions).forEach(i -> leaves.add(Expr.symbol("d" + i)));
    return leaves;
  }

  private double number() {
    double[] special = {0, -0.0, 1, -2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-310, 1e300};
    return random.nextInt(4) == 0 ? special[random.nextInt(special.length)] : 3 * random.nextGaussian();
  }

  /** Compiles a system, verifies its class, and compares its derivatives and definitions at random points. */
  private void compare(Structure structure, int points) {
    List<Layout.Quantity> observed = structure.definitions().keySet().stream().map(d -> new Layout.Quantity(d, "", "")).toList();
    ScalarConstraints equations = Compiler.emit(structure, observed, (stage, bytes) -> verify((byte[]) bytes));
    int n = structure.states().size();
    for (int point = 0; point < points; point++) {
      double[] p = random.doubles(PARAMETERS, -3, 3).toArray();
      p[random.nextInt(PARAMETERS)] = number();
      double[] y = new double[n + 2];
      for (int i = 0; i < n; i++) {
        y[i + 2] = number();
      }
      double[] c = new double[equations.layout().constants()];
      double[] w = new double[equations.layout().workspace()];
      w[0] = random.nextInt(2);
      w[1] = random.nextInt(2);
      double t = random.nextDouble();
      equations.prepare(p, c);
      double[] dy = new double[n + 3];
      equations.rightHandSide(t, y, 2, dy, 3, c, w);
      double[] out = new double[observed.size() + 1];
      equations.observe(t, y, 2, out, 1, c, w);
      Map<String, Double> known = new HashMap<>();
      structure.states().forEach(s -> known.put(s, y[2 + Integer.parseInt(s.substring(1))]));
      structure.model().parameters().forEach(q -> known.put(q.path(), p[Integer.parseInt(q.path().substring(1))]));
      Evaluate slow = new Evaluate(leaf -> switch (leaf) {
        case Expr.Symbol s -> known.get(s.path());
        case Expr.Mode m -> w[m.condition()];
        default -> t;
      });
      structure.definitions().forEach((path, value) -> known.put(path, slow.value(value)));
      for (int i = 0; i < observed.size(); i++) {
        same(out[i + 1], known.get(observed.get(i).path()), structure.definitions().get(observed.get(i).path()));
      }
      for (int i = 0; i < n; i++) {
        same(dy[i + 3], slow.value(structure.derivatives().get("y" + i)), structure.derivatives().get("y" + i));
      }
      assertThat(new double[] {dy[0], dy[1], dy[2], out[0]}).as("what lies before the offset").containsOnly(0);
    }
  }

  private static void same(double compiled, double slow, Expr expr) {
    if (Double.doubleToLongBits(compiled) != Double.doubleToLongBits(slow)) {
      assertThat(compiled).as(expr.toString()).isEqualTo(slow);
      assertThat(1 / compiled).as("sign of zero of " + expr).isEqualTo(1 / slow);
    }
  }

  private static void verify(byte[] bytes) {
    StringWriter faults = new StringWriter();
    CheckClassAdapter.verify(new ClassReader(bytes), BytecodeTest.class.getClassLoader(), false, new PrintWriter(faults));
    assertThat(faults.toString()).isEmpty();
    // HotSpot compiles no method of 8,000 bytes or more (HugeMethodLimit)
    codeLengths(bytes).forEach((method, length) -> assertThat(length).as(method).isLessThan(8000));
  }

  /** The bytes of code of every method, read from the class file as in chapter 4 of the JVM specification. */
  static Map<String, Integer> codeLengths(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipBytes(8);
      Map<Integer, String> texts = new HashMap<>();
      int pool = in.readUnsignedShort();
      for (int i = 1; i < pool; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.put(i, in.readUTF());
          case 5, 6 -> {
            in.skipBytes(8);
            i++;
          }
          case 7, 8, 16, 19, 20 -> in.skipBytes(2);
          case 15 -> in.skipBytes(3);
          default -> in.skipBytes(4);
        }
      }
      in.skipBytes(6);
      in.skipBytes(2 * in.readUnsignedShort());
      Map<String, Integer> lengths = new LinkedHashMap<>();
      for (boolean methods : new boolean[] {false, true}) {
        for (int members = in.readUnsignedShort(); members > 0; members--) {
          in.skipBytes(2);
          String name = texts.get(in.readUnsignedShort());
          in.skipBytes(2);
          for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            String attribute = texts.get(in.readUnsignedShort());
            int length = in.readInt();
            if (methods && attribute.equals("Code")) {
              in.skipBytes(4);
              lengths.put(name, in.readInt());
              length -= 8;
            }
            in.skipBytes(length);
          }
        }
      }
      return lengths;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoThousandRandomExpressionsAgreeBitForBit() {
    int expressions = 0;
    while (expressions < 2000) {
      int states = 1 + random.nextInt(6);
      int definitions = random.nextInt(5);
      RandomExpressions make = new RandomExpressions(random, leaves(states, 0), false);
      List<Expr> named = IntStream.range(0, definitions).mapToObj(i -> make.of(random.nextInt(20))).toList();
      RandomExpressions over = new RandomExpressions(random, leaves(states, definitions), false);
      List<Expr> derivatives = IntStream.range(0, states).mapToObj(i -> over.of(1 + random.nextInt(40))).toList();
      compare(system(derivatives, named), 20);
      expressions += states + definitions;
    }
  }

  @Test
  void systemOfTenThousandOperationsAgreesAcrossItsChunks() {
    RandomExpressions make = new RandomExpressions(random, leaves(60, 0), false);
    List<Expr> derivatives = IntStream.range(0, 60).mapToObj(i -> make.of(300)).toList();
    Structure large = system(derivatives, List.of());
    Map<String, Integer> lengths = new LinkedHashMap<>();
    Compiler.emit(large, List.of(), (stage, bytes) -> lengths.putAll(codeLengths((byte[]) bytes)));
    assertThat(lengths.keySet().stream().filter(m -> m.startsWith("rightHandSide$")).count()).as("chunks").isGreaterThan(20);
    compare(large, 5);
  }

  @Test
  void wideAndDeepSumsAgree() {
    Expr wide = Expr.symbol("y0");
    Expr deep = Expr.symbol("y1");
    for (int i = 0; i < 900; i++) {
      wide = Expr.add(wide, Expr.multiply(Expr.constant(i), Expr.symbol("y" + i % 3)));
      deep = Expr.divide(Expr.symbol("y2"), Expr.add(Expr.symbol("p1"), deep));
    }
    compare(system(List.of(wide, deep, Expr.multiply(wide, deep)), List.of()), 3);
  }

  @Test
  void longChainOfNamesAgrees() {
    List<Expr> chain = new ArrayList<>(List.of(Expr.symbol("y0")));
    for (int i = 1; i < 20_000; i++) {
      chain.add(Expr.add(Expr.multiply(Expr.constant(0.9), Expr.symbol("d" + (i - 1))), Expr.symbol("p" + i % PARAMETERS)));
    }
    compare(system(List.of(Expr.symbol("d19999")), chain), 2);
  }

  @Test
  void constantsOfATrajectoryThatFillSeveralChunksAgree() {
    List<Expr> parameters = IntStream.range(0, PARAMETERS).<Expr>mapToObj(i -> Expr.symbol("p" + i)).toList();
    RandomExpressions make = new RandomExpressions(random, parameters, false);
    List<Expr> constants = IntStream.range(0, 60).mapToObj(i -> make.of(60)).toList();
    List<Expr> derivatives = IntStream.range(0, 60).mapToObj(i -> Expr.multiply(Expr.symbol("d" + i), Expr.symbol("y" + i))).toList();
    compare(system(derivatives, constants), 5);
  }

  @Test
  void partsThatAreSharedManyTimesAreComputedOnce() {
    Expr doubled = Expr.symbol("y0");
    List<Expr> chain = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      chain.add(Expr.add(doubled, doubled));
      doubled = Expr.symbol("d" + i);
    }
    compare(system(List.of(doubled), chain), 2); // 2^60 operations if they were not
  }

  @Test
  void largeConstraintIsCutIntoChunksAndSolved() {
    // x (1 + sum of k/(1 + k x)) = 1000 over 399 binding partners
    List<String> statements = new ArrayList<>(List.of("compartment X = 1", "rate loss: X -> = x",
        "constraint free solve x in 0 .. 1000 such that x * (1 + s399) == 1000", "let s0 = 0"));
    for (int i = 1; i < 400; i++) {
      statements.add("let s%d = s%d + %d * X / (1 + %d * x)".formatted(i, i - 1, i, i));
    }
    Map<String, Integer> lengths = new LinkedHashMap<>();
    Structure structure = Written.structure(Written.model(statements.toArray(String[]::new)));
    Compiler.emit(structure, List.of(), (stage, bytes) -> {
      verify((byte[]) bytes);
      lengths.putAll(codeLengths((byte[]) bytes));
    });
    assertThat(lengths.keySet()).contains("residual$0", "residual$0$0", "residual$0$1");
    double x = -new Written.Trajectory(structure).derivatives(0, 2)[0];
    double residual = -1000;
    double total = 1;
    for (int i = 1; i < 400; i++) {
      total += i * 2 / (1 + i * x);
    }
    residual += x * total;
    assertThat(residual).isBetween(-1e-10, 1e-10);
  }
}
