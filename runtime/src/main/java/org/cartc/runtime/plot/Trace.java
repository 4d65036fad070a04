package org.cartc.runtime.plot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A line in px as it can be seen: cut at the edges of its frame and thinned to the points that make a difference.
 * Thinning keeps the first, lowest, highest and last point of each run within {@value #COLUMN} px, then drops what lies within
 * {@value #TOLERANCE} px of the line through its neighbours (Douglas and Peucker, Cartographica 10, 1973).
 */
final class Trace {
  private static final double COLUMN = 0.5;
  private static final double TOLERANCE = 0.1;
  private static final double FAR = 1e7;
  private final Frame frame;
  private final List<double[]> piece = new ArrayList<>();
  private final List<double[]> line = new ArrayList<>();
  private final List<double[]> single = new ArrayList<>();

  private Trace(Frame frame) {
    this.frame = frame;
  }

  /** Pieces parted by NaN, as {x, y}; and the points that stand alone between gaps. */
  record Seen(double[] x, double[] y, double[] singleX, double[] singleY) {}

  static Seen of(double[] x, double[] y, Frame frame) {
    var trace = new Trace(frame);
    var before = new double[] {Double.NaN, Double.NaN};
    for (var i = 0; i < Math.min(x.length, y.length); i++) {
      var here = new double[] {limited(frame.px(x[i])), limited(frame.py(y[i]))};
      if (Double.isNaN(here[0]) || Double.isNaN(here[1])) {
        trace.end();
        here = new double[] {Double.NaN, Double.NaN};
      } else if (Double.isNaN(before[0])) {
        if (frame.holds(here[0], here[1])) {
          trace.piece.add(here);
        }
      } else {
        trace.segment(before, here);
      }
      before = here;
    }
    trace.end();
    return new Seen(column(trace.line, 0), column(trace.line, 1), column(trace.single, 0), column(trace.single, 1));
  }

  private static double limited(double at) {
    return Double.isNaN(at) ? at : Math.clamp(at, -FAR, FAR);
  }

  private static double[] column(List<double[]> points, int which) {
    return points.stream().mapToDouble(point -> point[which]).toArray();
  }

  /** Adds the part of a segment within the frame (Liang and Barsky, ACM Trans. Graph. 3, 1984). */
  private void segment(double[] a, double[] b) {
    var from = 0.0;
    var to = 1.0;
    var towards = new double[] {a[0] - b[0], b[0] - a[0], a[1] - b[1], b[1] - a[1]};
    var inside = new double[] {a[0] - frame.left(), frame.right() - a[0], a[1] - frame.top(), frame.bottom() - a[1]};
    for (var edge = 0; edge < 4; edge++) {
      var slack = inside[edge] + 1e-6;
      if (towards[edge] == 0 && slack < 0) {
        to = -1;
      } else if (towards[edge] < 0) {
        from = Math.max(from, slack / towards[edge]);
      } else if (towards[edge] > 0) {
        to = Math.min(to, slack / towards[edge]);
      }
    }
    if (from > to) {
      end();
      return;
    }
    if (from > 0) {
      end();
    }
    if (piece.isEmpty()) {
      piece.add(between(a, b, from));
    }
    piece.add(between(a, b, to));
    if (to < 1) {
      end();
    }
  }

  private static double[] between(double[] a, double[] b, double share) {
    return new double[] {a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share};
  }

  private void end() {
    if (piece.size() == 1) {
      single.add(piece.getFirst());
    } else if (piece.size() > 1) {
      if (!line.isEmpty()) {
        line.add(new double[] {Double.NaN, Double.NaN});
      }
      line.addAll(straightened(spanned(piece)));
    }
    piece.clear();
  }

  private static List<double[]> spanned(List<double[]> points) {
    var kept = new ArrayList<double[]>();
    for (var start = 0; start < points.size();) {
      var end = start + 1;
      var lowest = start;
      var highest = start;
      while (end < points.size() && Math.floor(points.get(end)[0] / COLUMN) == Math.floor(points.get(start)[0] / COLUMN)) {
        lowest = points.get(end)[1] > points.get(lowest)[1] ? end : lowest;
        highest = points.get(end)[1] < points.get(highest)[1] ? end : highest;
        end++;
      }
      for (var i : new TreeSet<>(List.of(start, lowest, highest, end - 1))) {
        kept.add(points.get(i));
      }
      start = end;
    }
    return kept;
  }

  private static List<double[]> straightened(List<double[]> points) {
    var keep = new boolean[points.size()];
    keep[0] = true;
    keep[points.size() - 1] = true;
    var open = new ArrayDeque<int[]>(List.of(new int[] {0, points.size() - 1}));
    while (!open.isEmpty()) {
      var span = open.pop();
      var farthest = span[0];
      var distance = TOLERANCE;
      for (var i = span[0] + 1; i < span[1]; i++) {
        var off = offset(points.get(i), points.get(span[0]), points.get(span[1]));
        if (off > distance) {
          distance = off;
          farthest = i;
        }
      }
      if (farthest > span[0]) {
        keep[farthest] = true;
        open.push(new int[] {span[0], farthest});
        open.push(new int[] {farthest, span[1]});
      }
    }
    return IntStream.range(0, points.size()).filter(i -> keep[i]).mapToObj(points::get).toList();
  }

  /** Distance of a point from the segment between a and b. */
  private static double offset(double[] point, double[] a, double[] b) {
    var length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length < 1e-12) {
      return Math.hypot(point[0] - a[0], point[1] - a[1]);
    }
    var along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / (length * length);
    var foot = between(a, b, Math.clamp(along, 0, 1));
    return Math.hypot(point[0] - foot[0], point[1] - foot[1]);
  }
}
