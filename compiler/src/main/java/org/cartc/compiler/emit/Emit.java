package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.Pattern;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a structure as a class of bytecode that implements {@link org.cartc.runtime.model.Equations}, and loads it. */
public final class Emit {
  static final String TYPE = "org/cartc/compiler/emit/CompiledEquations";
  private static final String CONTRACT = "org/cartc/runtime/constraint/ScalarConstraints";
  private static final String COUPLED = "org/cartc/runtime/constraint/CoupledConstraints";
  private static final String DERIVATIVES = "org/cartc/runtime/model/DifferentiableEquations";
  private static final String SENSITIVITIES = "org/cartc/runtime/model/SensitiveEquations";
  private static final String LAYOUT = "Lorg/cartc/runtime/model/Layout;";
  private static final String PATTERN = "Lorg/cartc/runtime/model/Pattern;";

  private final Structure structure;
  private final Graph graph;
  private final Layout names;
  private final Slots slots;
  private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final boolean differentiable;
  private final Derivatives derivatives;
  private final Sensitive sensitive;

  private Emit(Structure structure, Layout names, List<Variable> variables, List<String> driven, boolean differentiable) {
    this.differentiable = differentiable;
    this.structure = structure;
    this.graph = new Graph(structure);
    this.derivatives = new Derivatives(graph, structure);
    this.sensitive = new Sensitive(graph, structure, derivatives, variables, driven);
    this.names = names;
    this.slots = new Slots(names.parameters().size(), names.scratch() + Coupling.reserved(names));
  }

  /**
   * The class of a structure before it is loaded.
   *
   * @param name what it is called in traces
   * @param pattern where its Jacobian may differ from zero; empty without derivatives
   */
  public record ClassFile(String name, byte[] bytes, Layout layout, Pattern pattern) {
    /** The compiled equations, in a class loader of their own. */
    public Equations load() {
      return (Equations) Loaded.instance(name, TYPE, bytes, new Class<?>[] {Layout.class, Pattern.class}, layout, pattern);
    }
  }

  /**
   * The equations of a structure, which are {@link org.cartc.runtime.constraint.ScalarConstraints}.
   *
   * @param names the layout but for its sizes
   */
  public static ClassFile equations(Structure structure, Layout names) {
    return new Emit(structure, names, List.of(), List.of(), false).write();
  }

  /** The equations of a structure with their Jacobian, which are {@link org.cartc.runtime.model.DifferentiableEquations}. */
  public static ClassFile differentiable(Structure structure, Layout names) {
    return new Emit(structure, names, List.of(), List.of(), true).write();
  }

  /**
   * The equations of a structure with their derivatives, which are {@link org.cartc.runtime.model.SensitiveEquations}.
   *
   * @param structure one that is {@link Sensitive#prepared} for the variables
   * @param names the layout of the structure with the derivatives
   * @param driven parameters that may change with the variables
   * @param differentiable whether with the Jacobian of all
   */
  public static ClassFile sensitive(Structure structure, Layout names, List<Variable> variables, List<String> driven,
      boolean differentiable) {
    return new Emit(structure, names, variables, driven, differentiable).write();
  }

  private ClassFile write() {
    List<Integer> own = structure.states().stream().map(s -> graph.of(structure.derivatives().get(s))).toList();
    List<Integer> slopes = sensitive.withDerivatives(own);
    Optional<Jacobian> jacobian = differentiable ? Optional.of(jacobian(slopes)) : Optional.empty();
    Optional<EliminationCode> elimination = jacobian.flatMap(j -> EliminationCode.of(j.pattern()));
    List<String> contracts = new ArrayList<>(List.of(structure.blocks().isEmpty() ? CONTRACT : COUPLED));
    jacobian.ifPresent(j -> contracts.add(DERIVATIVES));
    elimination.ifPresent(e -> contracts.add(EliminationCode.CONTRACT));
    if (sensitive.variables() > 0) {
      contracts.add(SENSITIVITIES);
    }
    type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, TYPE, null, "java/lang/Object",
        contracts.toArray(String[]::new));
    type.visitSource(structure.model().span().source().name(), null);
    type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "layout", LAYOUT, null, null).visitEnd();
    type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "pattern", PATTERN, null, null).visitEnd();
    writeConstructor();
    int quantities = names.observed().size() / (1 + sensitive.variables());
    evaluation("rightHandSide", slopes);
    evaluation("observe",
        sensitive.withDerivatives(names.observed().stream().limit(quantities).map(q -> graph.named(q.path())).toList()));
    List<Integer> conditions = structure.conditions().stream().map(e -> graph.of(e.difference())).toList();
    evaluation("conditions", conditions);
    if (sensitive.variables() > 0) {
      evaluation("edges", sensitive.edges(conditions, own));
      writeVariables();
    }
    writeInitial();
    writeEffects();
    writeConstraints();
    writeBlocks();
    jacobian.ifPresent(j -> {
      evaluation("jacobian", j.places());
      evaluation("timeDerivative", j.inTime());
    });
    elimination.ifPresent(e -> e.write(type));
    Pattern pattern = jacobian.map(Jacobian::pattern).orElseGet(() -> new Pattern(new int[] {0}, new int[0]));
    writePreparation();
    type.visitEnd();
    Layout layout = new Layout(names.model(), names.time(), names.states(), names.parameters(), names.observed(), names.conditions(),
        names.constraints(), names.blocks(), slots.constantsEnd(), slots.spilledEnd(), names.sums());
    return new ClassFile("model " + structure.model().name(), type.toByteArray(), layout, pattern);
  }

  /** The nodes of the derivatives: in the states row by row, leaving out what is zero, and in the time. */
  private record Jacobian(Pattern pattern, List<Integer> places, List<Integer> inTime) {}

  private Jacobian jacobian(List<Integer> slopes) {
    List<Integer> places = new ArrayList<>();
    List<Integer> inTime = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    int[] rowStarts = new int[slopes.size() + 1];
    for (int row = 0; row < slopes.size(); row++) {
      int slope = slopes.get(row);
      for (int column = 0; column < slopes.size(); column++) {
        int place = derivatives.of(slope, graph.state(column));
        if (!derivatives.isZero(place)) {
          places.add(place);
          columns.add(column);
        }
      }
      rowStarts[row + 1] = places.size();
      inTime.add(derivatives.of(slope, graph.time()));
    }
    return new Jacobian(new Pattern(rowStarts, columns.stream().mapToInt(Integer::intValue).toArray()), places, inTime);
  }

  private void writeConstructor() {
    MethodVisitor make = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(" + LAYOUT + PATTERN + ")V", null, null);
    make.visitCode();
    make.visitVarInsn(Opcodes.ALOAD, 0);
    make.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    make.visitVarInsn(Opcodes.ALOAD, 0);
    make.visitVarInsn(Opcodes.ALOAD, 1);
    make.visitFieldInsn(Opcodes.PUTFIELD, TYPE, "layout", LAYOUT);
    make.visitVarInsn(Opcodes.ALOAD, 0);
    make.visitVarInsn(Opcodes.ALOAD, 2);
    make.visitFieldInsn(Opcodes.PUTFIELD, TYPE, "pattern", PATTERN);
    make.visitInsn(Opcodes.RETURN);
    make.visitMaxs(0, 0);
    make.visitEnd();
    writeGetter("layout", LAYOUT);
    writeGetter("pattern", PATTERN);
  }

  private void writeGetter(String name, String descriptor) {
    MethodVisitor get = type.visitMethod(Opcodes.ACC_PUBLIC, name, "()" + descriptor, null, null);
    get.visitCode();
    get.visitVarInsn(Opcodes.ALOAD, 0);
    get.visitFieldInsn(Opcodes.GETFIELD, TYPE, name, descriptor);
    get.visitInsn(Opcodes.ARETURN);
    get.visitMaxs(0, 0);
    get.visitEnd();
  }

  private void writeVariables() {
    MethodVisitor count = type.visitMethod(Opcodes.ACC_PUBLIC, "variables", "()I", null, null);
    count.visitCode();
    Operands.push(count, sensitive.variables());
    count.visitInsn(Opcodes.IRETURN);
    count.visitMaxs(0, 0);
    count.visitEnd();
  }

  private static List<Body.Sink> inOrder(List<Integer> nodes) {
    List<Body.Sink> sinks = new ArrayList<>();
    nodes.forEach(node -> sinks.add(new Body.Sink(node, sinks.size())));
    return sinks;
  }

  private Body body(Frame frame, List<Body.Sink> sinks, boolean allBeforeSinks) {
    return new Body(type, TYPE, graph, slots, names, frame, sinks, allBeforeSinks);
  }

  private void evaluation(String name, List<Integer> nodes) {
    body(Frame.EVALUATION, inOrder(nodes), false).write(Opcodes.ACC_PUBLIC, name);
  }

  private void writeInitial() {
    List<Integer> nodes = structure.model().compartments().stream().map(c -> graph.of(Exprs.stripped(c.initial()))).toList();
    body(Frame.INITIAL, inOrder(sensitive.initial(nodes)), false).write(Opcodes.ACC_PUBLIC, "initial");
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
    Operands.push(prepare, names.parameters().size());
    prepare.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V", false);
    prepare.visitVarInsn(Opcodes.ALOAD, 0);
    Operands.loadArguments(prepare, Frame.PREPARATION.descriptor());
    prepare.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TYPE, "derive", Frame.PREPARATION.descriptor(), false);
    prepare.visitInsn(Opcodes.RETURN);
    prepare.visitMaxs(0, 0);
    prepare.visitEnd();
    body(Frame.PREPARATION, derived, false).write(Opcodes.ACC_PRIVATE, "derive");
  }

  private void writeEffects() {
    List<Runnable> cases = new ArrayList<>();
    MethodVisitor apply = type.visitMethod(Opcodes.ACC_PUBLIC, "apply", "(ID[DI[D[D)V", null, null);
    List<Structure.Edge> edges = structure.conditions();
    List<Label> labels = new ArrayList<>();
    Label end = new Label();
    apply.visitCode();
    for (int i = 0; i < edges.size(); i++) {
      labels.add(new Label());
      List<Model.Assignment> assignments = edges.get(i).event().map(Model.Event::assignments).orElse(List.of());
      List<Body.Sink> sinks = assignments.stream().map(a -> new Body.Sink(graph.of(Exprs.stripped(a.value())),
          structure.states().indexOf(a.compartment()))).toList();
      String name = "effects$" + i;
      body(Frame.EVALUATION, sensitive.effects(sinks), true).write(Opcodes.ACC_PRIVATE, name);
      Label label = labels.get(i);
      cases.add(() -> {
        apply.visitLabel(label);
        apply.visitVarInsn(Opcodes.ALOAD, 0);
        apply.visitVarInsn(Opcodes.DLOAD, 2);
        apply.visitVarInsn(Opcodes.ALOAD, 4);
        apply.visitVarInsn(Opcodes.ILOAD, 5);
        apply.visitVarInsn(Opcodes.ALOAD, 4);
        apply.visitVarInsn(Opcodes.ILOAD, 5);
        apply.visitVarInsn(Opcodes.ALOAD, 6);
        apply.visitVarInsn(Opcodes.ALOAD, 7);
        apply.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TYPE, name, Frame.EVALUATION.descriptor(), false);
        apply.visitJumpInsn(Opcodes.GOTO, end);
      });
    }
    choose(apply, labels, end, cases);
    apply.visitInsn(Opcodes.RETURN);
    apply.visitMaxs(0, 0);
    apply.visitEnd();
  }

  /** Jumps to the label of the first argument's value; behind the cases is {@code end}. */
  private static void choose(MethodVisitor code, List<Label> labels, Label end, List<Runnable> cases) {
    if (!labels.isEmpty()) {
      code.visitVarInsn(Opcodes.ILOAD, 1);
      code.visitTableSwitchInsn(0, labels.size() - 1, end, labels.toArray(Label[]::new));
      cases.forEach(Runnable::run);
    }
    code.visitLabel(end);
  }

  private void writeConstraints() {
    for (int k = 0; k < structure.solved().size(); k++) {
      Graph.Constraint constraint = graph.constraint(k);
      Set<Integer> given = Set.copyOf(constraint.inputs());
      int residual = constraint.functions().get(0);
      int slope = constraint.functions().get(1);
      new Residual(type, TYPE, graph, slots, names, given).write("residual$" + k, residual, slope);
      if (constraint.functions().size() == 3) {
        new Residual(type, TYPE, graph, slots, names, given).write("map$" + k, constraint.functions().get(2), -1);
      } else {
        new NewtonLoop(graph, new Derivatives(graph, structure), slots, names, k).write(type, "solution$" + k);
      }
      evaluation("bracket$" + k, constraint.bounds());
      writeInputs("inputs$" + k, constraint.inputs());
    }
    new Dispatch(type, TYPE, names, structure).write();
  }

  private void writeBlocks() {
    for (int b = 0; b < structure.blocks().size(); b++) {
      Coupling coupling = graph.coupling(b);
      new Body(type, TYPE, graph, slots, names, Frame.EVALUATION, inOrder(coupling.functions()), false, Set.copyOf(coupling.inputs()))
          .write(Opcodes.ACC_PRIVATE, "system$" + b);
      evaluation("brackets$" + b, coupling.bounds());
      writeInputs("given$" + b, coupling.inputs());
    }
    if (!structure.blocks().isEmpty()) {
      new CoupledMethods(type, TYPE, structure.blocks().size()).write();
    }
  }

  /** Puts what a constraint needs into the workspace, where its functions read it. */
  private void writeInputs(String name, List<Integer> inputs) {
    List<Body.Sink> sinks = inputs.stream().map(node -> new Body.Sink(node, slots.spilled(node))).toList();
    body(Frame.INPUTS, sinks, false).write(Opcodes.ACC_PRIVATE, name);
  }
}
