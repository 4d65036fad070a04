package org.cartc.runtime.linear;

import java.util.BitSet;
import org.cartc.runtime.model.Pattern;

/**
 * Orders the unknowns of a sparse matrix so that elimination on the diagonal fills few places: always the unknown with the fewest
 * neighbours next (W. F. Tinney, J. W. Walker, Proc. IEEE 55 (1967) 1801-1809, their second scheme), in the graph
 * of the matrix and its transpose together. Of equals that unknown is next which follows from the fewest eliminated before it one by one, so
 * that a processor can work at several of them at a time; then the first.
 */
public final class MinimumDegree {
  private final int[] order;
  private final BitSet[] neighbours;

  public MinimumDegree(Pattern pattern) {
    int n = pattern.rows();
    order = new int[n];
    neighbours = graph(pattern);
    int[] degrees = new int[n];
    for (int i = 0; i < n; i++) {
      degrees[i] = neighbours[i].cardinality();
    }
    int[] depths = new int[n];
    for (int step = 0; step < n; step++) {
      int next = least(degrees, depths);
      order[step] = next;
      degrees[next] = Integer.MAX_VALUE;
      eliminate(next, degrees, depths);
    }
  }

  /** The unknowns in the order of their elimination. */
  public int[] order() {
    return order.clone();
  }

  /** The neighbours of an unknown when it is eliminated, rising: the places it fills to the right of and below the diagonal. */
  public int[] neighbours(int unknown) {
    return neighbours[unknown].stream().toArray();
  }

  private static BitSet[] graph(Pattern pattern) {
    int n = pattern.rows();
    var graph = new BitSet[n];
    for (int i = 0; i < n; i++) {
      graph[i] = new BitSet(n);
    }
    for (int i = 0; i < n; i++) {
      for (int at = pattern.rowStarts()[i]; at < pattern.rowStarts()[i + 1]; at++) {
        int j = pattern.columns()[at];
        if (i != j) {
          graph[i].set(j);
          graph[j].set(i);
        }
      }
    }
    return graph;
  }

  private static int least(int[] degrees, int[] depths) {
    int best = 0;
    for (int i = 1; i < degrees.length; i++) {
      best = degrees[i] < degrees[best] || degrees[i] == degrees[best] && depths[i] < depths[best] ? i : best;
    }
    return best;
  }

  private void eliminate(int unknown, int[] degrees, int[] depths) {
    BitSet clique = neighbours[unknown];
    for (int i = clique.nextSetBit(0); i >= 0; i = clique.nextSetBit(i + 1)) {
      neighbours[i].or(clique);
      neighbours[i].clear(i);
      neighbours[i].clear(unknown);
      degrees[i] = neighbours[i].cardinality();
      depths[i] = Math.max(depths[i], depths[unknown] + 1);
    }
  }
}
