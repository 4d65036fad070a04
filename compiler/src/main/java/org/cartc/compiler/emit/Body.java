package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cartc.runtime.model.Layout;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes one generated method that computes nodes and puts them into an array.
 *
 * <p>A node that is used more than once is computed once. A method that would grow beyond what the JVM compiles well is cut into
 * chunks, methods of the same arguments called in turn; what crosses from one to another goes through the workspace.
 */
final class Body {
  /** Operations per chunk: roughly 3,500 bytes of bytecode, as HotSpot never compiles a method over 8,000. */
  static final int CHUNK = 450;

  /** Where a node's value goes. */
  record Sink(int node, int index) {}

  private final ClassVisitor type;
  private final String owner;
  private final Graph graph;
  private final Slots slots;
  private final Layout layout;
  private final Frame frame;
  private final List<Sink> sinks;
  private final boolean allBeforeSinks;
  private final Needed needed;

  /** @param allBeforeSinks whether every value is computed before the first one is put away */
  Body(ClassVisitor type, String owner, Graph graph, Slots slots, Layout layout, Frame frame, List<Sink> sinks, boolean allBeforeSinks) {
    this(type, owner, graph, slots, layout, frame, sinks, allBeforeSinks, Set.of());
  }

  /** @param given nodes that the method reads from the workspace, where they lie already */
  Body(ClassVisitor type, String owner, Graph graph, Slots slots, Layout layout, Frame frame, List<Sink> sinks, boolean allBeforeSinks,
      Set<Integer> given) {
    this.type = type;
    this.owner = owner;
    this.graph = graph;
    this.slots = slots;
    this.layout = layout;
    this.frame = frame;
    this.sinks = sinks;
    this.allBeforeSinks = allBeforeSinks;
    Stream<Integer> wanted = sinks.stream().map(Sink::node).flatMap(node -> allBeforeSinks ? Stream.of(node, node) : Stream.of(node));
    this.needed = new Needed(graph, wanted.toList(), given, frame == Frame.PREPARATION);
  }

  /** A step of the method: a node to be kept, or a sink. */
  private sealed interface Step {
    record Keep(int node) implements Step {}

    record Put(Sink sink) implements Step {}
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    Map<Integer, List<Sink>> byNode = new HashMap<>();
    sinks.forEach(sink -> byNode.computeIfAbsent(sink.node(), n -> new ArrayList<>()).add(sink));
    for (int node : needed.reached()) {
      if (needed.isKept(node)) {
        steps.add(new Step.Keep(node));
      }
      if (!allBeforeSinks) {
        byNode.getOrDefault(node, List.of()).forEach(sink -> steps.add(new Step.Put(sink)));
      }
    }
    if (allBeforeSinks) {
      sinks.forEach(sink -> steps.add(new Step.Put(sink)));
    }
    return steps;
  }

  private int cost(Step step) {
    return 2 + switch (step) {
      case Step.Keep k -> needed.weight(k.node());
      case Step.Put p -> needed.isKept(p.sink().node()) ? 1 : needed.weight(p.sink().node());
    };
  }

  void write(int access, String name) {
    List<List<Step>> chunks = new ArrayList<>();
    chunks.add(new ArrayList<>());
    int size = 0;
    for (Step step : steps()) {
      if (size > 0 && size + cost(step) > CHUNK) {
        chunks.add(new ArrayList<>());
        size = 0;
      }
      size += cost(step);
      chunks.get(chunks.size() - 1).add(step);
    }
    Set<Integer> crossing = crossing(chunks);
    if (chunks.size() == 1) {
      writeMethod(access, name, chunks.get(0), crossing);
      return;
    }
    for (int i = 0; i < chunks.size(); i++) {
      writeMethod(Opcodes.ACC_PRIVATE, name + "$" + i, chunks.get(i), crossing);
    }
    writeCalls(access, name, chunks.size());
  }

  /** The kept nodes that are read in another chunk than the one that computes them. */
  private Set<Integer> crossing(List<List<Step>> chunks) {
    Map<Integer, Integer> home = new HashMap<>();
    Set<Integer> crossing = new HashSet<>();
    for (int i = 0; i < chunks.size(); i++) {
      for (Step step : chunks.get(i)) {
        Set<Integer> read = new HashSet<>();
        switch (step) {
          case Step.Keep keep -> {
            home.put(keep.node(), i);
            if (!needed.isGiven(keep.node())) {
              graph.needs(keep.node()).forEach(part -> collectKept(part, read));
            }
          }
          case Step.Put put -> collectKept(put.sink().node(), read);
        }
        for (int node : read) {
          if (home.get(node) != i) {
            crossing.add(node);
          }
        }
      }
    }
    return crossing;
  }

  private void collectKept(int node, Set<Integer> kept) {
    if (needed.isKept(node)) {
      kept.add(node);
    } else if (!needed.isGiven(node)) {
      graph.needs(node).forEach(part -> collectKept(part, kept));
    }
  }

  private void writeMethod(int access, String name, List<Step> steps, Set<Integer> crossing) {
    MethodVisitor code = type.visitMethod(access, name, frame.descriptor(), null, null);
    code.visitCode();
    Operands operands = new Operands(code, graph, slots, layout, frame, needed::isGiven);
    for (Step step : steps) {
      switch (step) {
        case Step.Keep keep ->
            operands.keep(keep.node(), crossing.contains(keep.node()) || needed.isInput(keep.node()), needed::isKept);
        case Step.Put put -> operands.put(put.sink(), needed::isKept);
      }
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void writeCalls(int access, String name, int chunks) {
    MethodVisitor code = type.visitMethod(access, name, frame.descriptor(), null, null);
    code.visitCode();
    for (int i = 0; i < chunks; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      Operands.loadArguments(code, frame.descriptor());
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name + "$" + i, frame.descriptor(), false);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
