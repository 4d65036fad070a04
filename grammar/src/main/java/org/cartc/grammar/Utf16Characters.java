package org.cartc.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/** A text as the lexer reads it, one UTF-16 unit at a time, so that every index is an offset into the text; halves of pairs may be lone. */
public final class Utf16Characters implements CharStream {
  private final String name;
  private final String text;
  private int index;

  public Utf16Characters(String name, String text) {
    this.name = name;
    this.text = text;
  }

  @Override
  public String getText(Interval interval) {
    int start = Math.min(interval.a, text.length());
    return text.substring(start, Math.max(start, Math.min(interval.b + 1, text.length())));
  }

  @Override
  public void consume() {
    if (index == text.length()) {
      throw new IllegalStateException("read behind the end");
    }
    index++;
  }

  @Override
  public int LA(int ahead) {
    int at = ahead > 0 ? index + ahead - 1 : index + ahead;
    return ahead == 0 ? 0 : at < 0 || at >= text.length() ? EOF : text.charAt(at);
  }

  /** Nothing is buffered, so a mark needs no handle. */
  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    if (marker != -1) {
      throw new IllegalArgumentException("not a mark of this text: " + marker);
    }
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int to) {
    index = Math.min(to, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return name;
  }

  @Override
  public String toString() {
    return text;
  }
}
