package org.cartc.compiler.source;

/**
 * A place in a text.
 *
 * @param source the text
 * @param start the offset of the first character
 * @param end the offset behind the last character; equal to {@code start} for a point
 */
public record Span(Source source, int start, int end) {
  /** From the start of this place to the end of {@code last}, which lies in the same text. */
  public Span to(Span last) {
    return new Span(source, start, Math.max(end, last.end));
  }

  public int line() {
    return source.line(start);
  }

  public int column() {
    return source.column(start);
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** {@code file:line:column}. */
  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}
