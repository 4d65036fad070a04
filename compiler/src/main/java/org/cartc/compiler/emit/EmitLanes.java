package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.LaneLayout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a structure as a class of bytecode that implements {@link LaneEquations}, and loads it. */
public final class EmitLanes {
  /** The most operations of a loop: HotSpot unrolls longer ones too little to fill its vectors. */
  private static final int LARGEST_LOOP = 8;

  /** The most operations of a loop over vectors: HotSpot stops inlining in larger methods, and then allocates. */
  private static final int LARGEST_VECTOR_LOOP = 45;

  /**
   * Newton steps in a right-hand side. A prediction in an inner stage is off by the square of the step, as such stages are of order one or
   * two; one Newton step makes that the fourth power, which would spoil the order of the method, two the eighth.
   */
  private static final int STAGE_ITERATIONS = 2;

  private static final String TYPE = "org/cartc/compiler/emit/CompiledLanes";
  private static final String CONTRACT = "org/cartc/runtime/model/LaneEquations";
  private static final String LAYOUT = "Lorg/cartc/runtime/model/LaneLayout;";
  private static final String EQUATIONS = "Lorg/cartc/runtime/model/Equations;";

  private final Structure structure;
  private final Equations single;
  private final boolean vectors;
  private final Graph graph;
  private final Slots slots;
  private final Map<Integer, Integer> constants = new LinkedHashMap<>();
  private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private int scratch;

  private EmitLanes(Structure structure, Equations single, boolean vectors) {
    this.structure = Carry.of(structure);
    this.vectors = vectors;
    this.single = single;
    graph = new Graph(this.structure);
    slots = new Slots(single.layout().parameters().size(), 0);
    scratch = single.layout().conditions().size();
  }

  /** Whether a structure can be compiled for lanes: none of its constraints is iterated as a numerics block says. */
  public static boolean isPossible(Structure structure) {
    return structure.blocks().isEmpty() && structure.solved().stream().allMatch(solved -> solved.iteration().isEmpty());
  }

  /**
   * The compiled equations of a structure for lanes, in a class loader of their own.
   *
   * @param single the same structure, compiled for one trajectory at a time
   */
  public static LaneEquations equations(Structure structure, Equations single) {
    return equations(structure, single, hasVectors());
  }

  /** Whether the Java that runs has the API for vectors among its modules: {@code --add-modules jdk.incubator.vector}. */
  public static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** As above, with vectors or without; the results are the same to the last bit. */
  public static LaneEquations equations(Structure structure, Equations single, boolean vectors) {
    EmitLanes emit = new EmitLanes(structure, single, vectors);
    LaneLayout layout = emit.write();
    return (LaneEquations) Loaded.instance("lanes of model " + structure.model().name(), TYPE, emit.type.toByteArray(),
        new Class<?>[] {LaneLayout.class, Equations.class}, layout, single);
  }

  private LaneLayout write() {
    type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, TYPE, null, "java/lang/Object",
        new String[] {CONTRACT});
    type.visitSource(structure.model().span().source().name(), null);
    writeFields();
    if (vectors) {
      writeSpecies();
    }
    method("rightHandSide", rates(), STAGE_ITERATIONS);
    method("project", projections(), 1);
    method("conditions", conditions(), STAGE_ITERATIONS);
    int[] read = constants.keySet().stream().mapToInt(this::prepared).toArray();
    writePreparation();
    type.visitEnd();
    return new LaneLayout(single.layout(), slots.constantsEnd(), read, scratch);
  }

  private void writeFields() {
    type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "layout", LAYOUT, null, null).visitEnd();
    type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "single", EQUATIONS, null, null).visitEnd();
    MethodVisitor make = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(" + LAYOUT + EQUATIONS + ")V", null, null);
    make.visitCode();
    make.visitVarInsn(Opcodes.ALOAD, 0);
    make.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    setField(make, "layout", LAYOUT, 1);
    setField(make, "single", EQUATIONS, 2);
    end(make);
    getter("layout", LAYOUT);
    getter("single", EQUATIONS);
  }

  private static void setField(MethodVisitor code, String name, String descriptor, int argument) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, argument);
    code.visitFieldInsn(Opcodes.PUTFIELD, TYPE, name, descriptor);
  }

  private void getter(String name, String descriptor) {
    MethodVisitor get = type.visitMethod(Opcodes.ACC_PUBLIC, name, "()" + descriptor, null, null);
    get.visitCode();
    get.visitVarInsn(Opcodes.ALOAD, 0);
    get.visitFieldInsn(Opcodes.GETFIELD, TYPE, name, descriptor);
    get.visitInsn(Opcodes.ARETURN);
    get.visitMaxs(0, 0);
    get.visitEnd();
  }

  private static void end(MethodVisitor code) {
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** The rates of change of states and carried unknowns, by row. */
  private Map<Integer, Integer> rates() {
    Map<Integer, Integer> rows = new LinkedHashMap<>();
    structure.states().forEach(state -> rows.put(rows.size(), graph.of(structure.derivatives().get(state))));
    structure.solved().forEach(solved -> rows.put(rows.size(), graph.named(Carry.rateOf(solved.unknown()))));
    return rows;
  }

  private Map<Integer, Integer> conditions() {
    Map<Integer, Integer> rows = new LinkedHashMap<>();
    structure.conditions().forEach(edge -> rows.put(rows.size(), graph.of(edge.difference())));
    return rows;
  }

  /** The slopes at solutions, by which rates of unknowns are divided: they only serve to predict. */
  private Map<Integer, Integer> slopes() {
    Map<Integer, Integer> slopes = new HashMap<>();
    for (int k = 0; k < structure.solved().size(); k++) {
      slopes.put(graph.of(Carry.slope(structure.solved().get(k))), k);
    }
    return slopes;
  }

  private Map<Integer, Integer> projections() {
    Map<Integer, Integer> rows = new LinkedHashMap<>();
    for (int k = 0; k < structure.solved().size(); k++) {
      Graph.Constraint constraint = graph.constraint(k);
      int first = LaneEquations.RESULTS * k;
      rows.put(first + LaneEquations.SOLUTION, graph.named(structure.solved().get(k).unknown()));
      rows.put(first + LaneEquations.STEP, graph.quotient(constraint.functions().get(0), constraint.functions().get(1)));
      rows.put(first + LaneEquations.BOUND, constraint.bounds().get(0));
      rows.put(first + LaneEquations.OTHER_BOUND, constraint.bounds().get(1));
    }
    return rows;
  }

  private void method(String name, Map<Integer, Integer> rows, int iterations) {
    LaneProgram program = new LaneProgram(graph, structure.states().size(), rows, iterations, slopes(), constants);
    plain(Opcodes.ACC_PUBLIC, vectors ? name + "$rest" : name, program);
    if (vectors) {
      vectors(name + "$vectors", program);
      choose(name);
    }
  }

  private void plain(int access, String name, LaneProgram program) {
    List<String> parts = new ArrayList<>();
    for (LaneChunk chunk : cut(program, LARGEST_LOOP)) {
      parts.add(name + "$" + parts.size());
      LaneLoop.write(type, parts.getLast(), program, chunk);
    }
    calls(access, name, parts);
  }

  private void vectors(String name, LaneProgram program) {
    List<String> parts = new ArrayList<>();
    for (LaneChunk chunk : cut(program, LARGEST_VECTOR_LOOP)) {
      parts.add(name + "$" + parts.size());
      if (chunk.vectorises(program)) {
        LaneVectors.write(type, TYPE, parts.getLast(), program, chunk);
      } else {
        LaneLoop.write(type, parts.getLast(), program, chunk);
      }
    }
    calls(Opcodes.ACC_PUBLIC, name, parts);
  }

  private List<LaneChunk> cut(LaneProgram program, int largest) {
    LaneChunk.Plan plan = LaneChunk.cut(program, largest, single.layout().conditions().size());
    scratch = Math.max(scratch, plan.scratch());
    return plan.chunks();
  }

  private void calls(int access, String name, List<String> parts) {
    MethodVisitor code = type.visitMethod(access, name, LaneLoop.DESCRIPTOR, null, null);
    code.visitCode();
    for (String part : parts) {
      Operands.loadArguments(code, LaneLoop.DESCRIPTOR);
      code.visitMethodInsn(Opcodes.INVOKESTATIC, TYPE, part, LaneLoop.DESCRIPTOR, false);
    }
    end(code);
  }

  /** Vectors for as many lanes as fill them, a plain loop for the rest. */
  private void choose(String name) {
    int from = 6;
    int to = 7;
    int middle = 8;
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, name, LaneLoop.DESCRIPTOR, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ILOAD, to);
    code.visitVarInsn(Opcodes.ILOAD, to);
    code.visitVarInsn(Opcodes.ILOAD, from);
    code.visitInsn(Opcodes.ISUB);
    code.visitFieldInsn(Opcodes.GETSTATIC, TYPE, LaneVectors.SPECIES, LaneVectors.SPECIES_TYPE);
    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LaneVectors.API + "VectorSpecies", "length", "()I", true);
    code.visitInsn(Opcodes.IREM);
    code.visitInsn(Opcodes.ISUB);
    code.visitVarInsn(Opcodes.ISTORE, middle);
    part(code, name + "$vectors", from, middle);
    part(code, name + "$rest", middle, to);
    end(code);
  }

  private static void part(MethodVisitor code, String name, int from, int to) {
    Label empty = new Label();
    code.visitVarInsn(Opcodes.ILOAD, from);
    code.visitVarInsn(Opcodes.ILOAD, to);
    code.visitJumpInsn(Opcodes.IF_ICMPEQ, empty);
    for (int argument = 0; argument <= 5; argument++) {
      code.visitVarInsn(Opcodes.ALOAD, argument);
    }
    code.visitVarInsn(Opcodes.ILOAD, from);
    code.visitVarInsn(Opcodes.ILOAD, to);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TYPE, name, LaneLoop.DESCRIPTOR, false);
    code.visitLabel(empty);
  }

  private void writeSpecies() {
    type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, LaneVectors.SPECIES, LaneVectors.SPECIES_TYPE, null, null)
        .visitEnd();
    MethodVisitor code = type.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitFieldInsn(Opcodes.GETSTATIC, LaneVectors.DOUBLES, "SPECIES_PREFERRED", LaneVectors.SPECIES_TYPE);
    code.visitFieldInsn(Opcodes.PUTSTATIC, TYPE, LaneVectors.SPECIES, LaneVectors.SPECIES_TYPE);
    end(code);
  }

  /** The place of a constant node among the prepared numbers. */
  private int prepared(int node) {
    return graph.node(node) instanceof Graph.Node.Parameter p ? p.index() : slots.constant(node);
  }

  private void writePreparation() {
    List<Body.Sink> derived = new ArrayList<>();
    slots.constants().forEach((node, slot) -> derived.add(new Body.Sink(node, slot)));
    MethodVisitor prepare = type.visitMethod(Opcodes.ACC_PUBLIC, "prepare", Frame.PREPARATION.descriptor(), null, null);
    prepare.visitCode();
    prepare.visitVarInsn(Opcodes.ALOAD, 1);
    prepare.visitInsn(Opcodes.ICONST_0);
    prepare.visitVarInsn(Opcodes.ALOAD, 2);
    prepare.visitInsn(Opcodes.ICONST_0);
    Operands.push(prepare, single.layout().parameters().size());
    prepare.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V", false);
    prepare.visitVarInsn(Opcodes.ALOAD, 0);
    Operands.loadArguments(prepare, Frame.PREPARATION.descriptor());
    prepare.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TYPE, "derive", Frame.PREPARATION.descriptor(), false);
    end(prepare);
    new Body(type, TYPE, graph, slots, single.layout(), Frame.PREPARATION, derived, false).write(Opcodes.ACC_PRIVATE, "derive");
  }
}
