package org.cartc.compiler.emit;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.LaneLayout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a structure as a class of bytecode that implements {@link LaneEquations}, and loads it. */
public final class EmitLanes {
  /** The most operations of a loop: HotSpot spills registers in longer ones. */
  private static final int LARGEST_LOOP = 14;

  private static final String TYPE = "org/cartc/compiler/emit/CompiledLanes";
  private static final String CONTRACT = "org/cartc/runtime/model/LaneEquations";
  private static final String LAYOUT = "Lorg/cartc/runtime/model/LaneLayout;";
  private static final String EQUATIONS = "Lorg/cartc/runtime/model/Equations;";

  private final Structure structure;
  private final Equations single;
  private final Graph graph;
  private final Slots slots;
  private final Map<Integer, Integer> constants = new LinkedHashMap<>();
  private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private int scratch;

  private EmitLanes(Structure structure, Equations single) {
    this.structure = Carry.of(structure);
    this.single = single;
    graph = new Graph(this.structure);
    slots = new Slots(single.layout().parameters().size(), 0);
    scratch = single.layout().conditions().size();
  }

  /** Whether a structure can be compiled for lanes: none of its constraints is iterated as a numerics block says. */
  public static boolean isPossible(Structure structure) {
    return structure.solved().stream().allMatch(solved -> solved.iteration().isEmpty());
  }

  /**
   * The compiled equations of a structure for lanes, in a class loader of their own.
   *
   * @param single the same structure, compiled for one trajectory at a time
   */
  public static LaneEquations equations(Structure structure, Equations single) {
    EmitLanes emit = new EmitLanes(structure, single);
    LaneLayout layout = emit.write();
    try {
      return (LaneEquations) new Loader(structure.model().name(), emit.type.toByteArray()).type()
          .getConstructor(LaneLayout.class, Equations.class).newInstance(layout, single);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException | NoSuchMethodException e) {
      throw new IllegalStateException("the compiled class of " + structure.model().name() + " cannot be made", e);
    }
  }

  private static final class Loader extends ClassLoader {
    private final byte[] bytes;

    Loader(String model, byte[] bytes) {
      super("lanes of model " + model, EmitLanes.class.getClassLoader());
      this.bytes = bytes;
    }

    Class<?> type() {
      return defineClass(TYPE.replace('/', '.'), bytes, 0, bytes.length);
    }
  }

  private LaneLayout write() {
    type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, TYPE, null, "java/lang/Object",
        new String[] {CONTRACT});
    type.visitSource(structure.model().span().source().name(), null);
    writeFields();
    method("rightHandSide", rates());
    method("project", projections());
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

  private void method(String name, Map<Integer, Integer> rows) {
    LaneProgram program = new LaneProgram(graph, structure.states().size(), rows, constants);
    LaneChunk.Plan plan = LaneChunk.cut(program, LARGEST_LOOP, single.layout().conditions().size());
    scratch = Math.max(scratch, plan.scratch());
    List<String> parts = new ArrayList<>();
    for (LaneChunk chunk : plan.chunks()) {
      parts.add(name + "$" + parts.size());
      LaneLoop.write(type, parts.getLast(), program, chunk);
    }
    MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, name, LaneLoop.DESCRIPTOR, null, null);
    code.visitCode();
    for (String part : parts) {
      Operands.loadArguments(code, LaneLoop.DESCRIPTOR);
      code.visitMethodInsn(Opcodes.INVOKESTATIC, TYPE, part, LaneLoop.DESCRIPTOR, false);
    }
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
