package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loop over lanes: it reads rows, computes a few nodes and writes rows.
 *
 * @param inputs where each value comes from that is read, in the order of reading
 * @param nodes what is computed, parts before wholes
 * @param outputs what is written, and where
 */
record LaneChunk(Map<Integer, Row> inputs, List<Integer> nodes, List<Output> outputs) {
  /** The arguments of a generated method that rows come from. */
  enum Table {
    TIME,
    STATE,
    OUT,
    CONSTANT,
    SCRATCH
  }

  /** A row of a table. */
  record Row(Table table, int index) {}

  record Output(int node, Row row) {}

  /** Whether all of it can be done by vectors. */
  boolean vectorises(LaneProgram program) {
    return nodes.stream().allMatch(node -> LaneVectors.has(program.node(node)));
  }

  /** The loops of a program, and how many rows of scratch they need. */
  record Plan(List<LaneChunk> chunks, int scratch) {}

  /**
   * Cuts a program into loops. What has no vector instruction stands in loops of its own.
   *
   * @param largest the most operations of a loop
   * @param firstScratch the first row of scratch that is free
   */
  static Plan cut(LaneProgram program, int largest, int firstScratch) {
    return new Cut(program, largest, firstScratch).plan();
  }

  private static final class Cut {
    private final LaneProgram program;
    private final int largest;
    private final List<List<Integer>> pieces = new ArrayList<>();
    private final Map<Integer, Integer> home = new HashMap<>();
    private final Map<Integer, Integer> lastUse = new HashMap<>();
    private final Map<Integer, Row> places = new HashMap<>();
    private final List<Integer> free = new ArrayList<>();
    private int scratchEnd;

    Cut(LaneProgram program, int largest, int firstScratch) {
      this.program = program;
      this.largest = largest;
      scratchEnd = firstScratch;
    }

    Plan plan() {
      pieces.add(new ArrayList<>());
      for (int node : program.live()) {
        if (!Graph.isLeaf(program.node(node))) {
          List<Integer> piece = pieces.getLast();
          if (piece.size() == largest
              || !piece.isEmpty() && LaneVectors.has(program.node(node)) != LaneVectors.has(program.node(piece.getLast()))) {
            pieces.add(new ArrayList<>());
          }
          pieces.getLast().add(node);
          home.put(node, pieces.size() - 1);
          Graph.parts(program.node(node)).forEach(part -> lastUse.put(part, pieces.size() - 1));
        }
      }
      List<LaneChunk> chunks = new ArrayList<>();
      for (int i = 0; i < pieces.size(); i++) {
        chunks.add(chunk(i));
      }
      return new Plan(chunks, scratchEnd);
    }

    private LaneChunk chunk(int index) {
      List<Integer> nodes = pieces.get(index);
      Set<Integer> read = new LinkedHashSet<>();
      nodes.forEach(node -> read.addAll(Graph.parts(program.node(node))));
      List<Output> outputs = new ArrayList<>();
      for (LaneProgram.Sink sink : program.sinks()) {
        boolean leaf = Graph.isLeaf(program.node(sink.node()));
        if (leaf ? index == pieces.size() - 1 : home.get(sink.node()) == index) {
          outputs.add(new Output(sink.node(), new Row(Table.OUT, sink.index())));
          read.add(sink.node());
        }
      }
      Map<Integer, Row> inputs = new LinkedHashMap<>();
      for (int node : read) {
        if (!(program.node(node) instanceof Graph.Node.Number) && home.getOrDefault(node, -1) != index) {
          inputs.put(node, Graph.isLeaf(program.node(node)) ? leaf(node) : places.get(node));
        }
      }
      for (int node : nodes) {
        if (lastUse.getOrDefault(node, -1) > index) {
          Row row = free.isEmpty() ? new Row(Table.SCRATCH, scratchEnd++) : new Row(Table.SCRATCH, free.removeLast());
          places.put(node, row);
          outputs.add(new Output(node, row));
        }
      }
      inputs.forEach((node, row) -> {
        if (row.table() == Table.SCRATCH && home.containsKey(node) && lastUse.get(node) == index) {
          free.add(row.index());
        }
      });
      return new LaneChunk(inputs, nodes, outputs);
    }

    private Row leaf(int node) {
      return switch (program.node(node)) {
        case Graph.Node.Time t -> new Row(Table.TIME, 0);
        case Graph.Node.State s -> new Row(Table.STATE, s.index());
        case Graph.Node.Trial t -> new Row(Table.STATE, program.states() + t.constraint());
        case Graph.Node.Parameter p -> new Row(Table.CONSTANT, p.index());
        case Graph.Node.Mode m -> new Row(Table.SCRATCH, m.condition());
        case Graph.Node.Number n -> throw inner(n);
        case Graph.Node.Solution s -> throw inner(s);
        case Graph.Node.Coupled c -> throw inner(c);
        case Graph.Node.Negate n -> throw inner(n);
        case Graph.Node.Not n -> throw inner(n);
        case Graph.Node.Binary b -> throw inner(b);
        case Graph.Node.Call c -> throw inner(c);
        case Graph.Node.Choice c -> throw inner(c);
      };
    }

    private static IllegalStateException inner(Graph.Node node) {
      return new IllegalStateException("no row holds " + node);
    }
  }
}
