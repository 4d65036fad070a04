package org.cartc.runtime.plot;

/** The area of a panel in px, and where values stand in it. Categories of a vertical axis run downwards. */
record Frame(double left, double top, double width, double height, Scale x, Scale y) {
  double px(double value) {
    return left + width * x.at(value);
  }

  double py(double value) {
    var at = y.at(value);
    return top + height * (y instanceof Scale.Categories ? at : 1 - at);
  }

  double bottom() {
    return top + height;
  }

  double right() {
    return left + width;
  }

  /** Whether a point in px lies in the area, its edge included. */
  boolean holds(double px, double py) {
    var slack = 0.01;
    return px >= left - slack && px <= right() + slack && py >= top - slack && py <= bottom() + slack;
  }
}
