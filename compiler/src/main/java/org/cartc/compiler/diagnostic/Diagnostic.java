package org.cartc.compiler.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cartc.compiler.source.Span;

/**
 * What is told to a user about a model, a table or a run: a code, one sentence, the places it is about, and remedies.
 *
 * @param code a letter and four digits that name the rule, such as {@code E0201}; the first two digits are its group
 * @param message one sentence without a full stop; names of the model stand between backquotes
 * @param labels the places, the first being the one that the caret marks; empty for a fault outside any text
 * @param notes further facts
 * @param helps what to do about it
 * @param edit a change of the text that would remove the fault, where one is certain or likely
 */
public record Diagnostic(
    String code, Severity severity, String message, List<Label> labels, List<String> notes, List<String> helps, Optional<Edit> edit) {
  /** How bad it is: an error ends the command with exit code 1, or 3 for one of group 06 (numerical). */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** A place and what is said of it; the text may be empty. */
  public record Label(Span span, String text) {}

  /** Replace what stands at {@code span} by {@code replacement}. */
  public record Edit(Span span, String replacement) {}

  public Diagnostic {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    helps = List.copyOf(helps);
  }

  public static Diagnostic error(String code, String message) {
    return new Diagnostic(code, Severity.ERROR, message, List.of(), List.of(), List.of(), Optional.empty());
  }

  public static Diagnostic warning(String code, String message) {
    return new Diagnostic(code, Severity.WARNING, message, List.of(), List.of(), List.of(), Optional.empty());
  }

  /** Adds a place without a text of its own. */
  public Diagnostic at(Span span) {
    return at(span, "");
  }

  /** Adds a place; the first one added is the primary one. */
  public Diagnostic at(Span span, String text) {
    return new Diagnostic(code, severity, message, with(labels, new Label(span, text)), notes, helps, edit);
  }

  public Diagnostic note(String note) {
    return new Diagnostic(code, severity, message, labels, with(notes, note), helps, edit);
  }

  public Diagnostic help(String help) {
    return new Diagnostic(code, severity, message, labels, notes, with(helps, help), edit);
  }

  /** Adds the edit that removes the fault. */
  public Diagnostic fix(Span span, String replacement) {
    return new Diagnostic(code, severity, message, labels, notes, helps, Optional.of(new Edit(span, replacement)));
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  private static <T> List<T> with(List<T> list, T added) {
    List<T> all = new ArrayList<>(list);
    all.add(added);
    return all;
  }
}
