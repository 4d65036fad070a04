package org.cartc.compiler.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cartc.compiler.diagnostic.Canvas.Style;
import org.cartc.compiler.diagnostic.Diagnostic.Edit;
import org.cartc.compiler.diagnostic.Diagnostic.Label;
import org.cartc.compiler.diagnostic.Diagnostic.Severity;
import org.cartc.compiler.source.Source;

/** Draws diagnostics for a terminal: the message, the lines of the sources with their marks, notes, and the line that would be right. */
public final class Render {
  private static final int NARROWEST = 40;
  private final boolean colour;
  private final int width;

  /**
   * @param colour whether to write ANSI colours
   * @param width columns of the terminal, at least 40; only lines of sources are cut to it
   */
  public Render(boolean colour, int width) {
    this.colour = colour;
    this.width = Math.max(NARROWEST, width);
  }

  /** The whole text of a diagnostic; each line ends with LF. */
  public String text(Diagnostic diagnostic) {
    Style style = diagnostic.severity() == Severity.ERROR ? Style.ERROR : Style.WARNING;
    int digits = diagnostic.labels().stream().mapToInt(label -> String.valueOf(line(label)).length()).max().orElse(1);
    List<String> lines = new ArrayList<>();
    String head = diagnostic.severity().name().toLowerCase(Locale.ROOT) + "[" + diagnostic.code() + "]";
    lines.add(style.paint(head, colour) + Style.STRONG.paint(": " + Glyphs.clean(diagnostic.message()), colour));
    Map<Source, List<Label>> files = new LinkedHashMap<>();
    diagnostic.labels().forEach(label -> files.computeIfAbsent(label.span().source(), source -> new ArrayList<>()).add(label));
    files.values().forEach(labels -> lines.addAll(snippet(labels, diagnostic.labels().getFirst(), style, digits)));
    diagnostic.notes().forEach(note -> lines.addAll(remark("note", note, digits)));
    helps(diagnostic, digits).forEach(help -> lines.addAll(remark("help", help, digits)));
    lines.addAll(remark("more", "cartc explain " + diagnostic.code(), digits));
    return String.join("\n", lines.stream().map(String::stripTrailing).toList()) + "\n";
  }

  /** The same as one JSON object on one line; lines and columns count from 1, offsets from 0. */
  public String json(Diagnostic diagnostic) {
    return DiagnosticJson.of(diagnostic);
  }

  /** A JSON array of all. */
  public String json(List<Diagnostic> diagnostics) {
    return DiagnosticJson.of(diagnostics);
  }

  private List<String> snippet(List<Label> labels, Label primary, Style style, int digits) {
    List<String> lines = new ArrayList<>();
    String arrow = labels.contains(primary) ? "--> " : "::: ";
    lines.add(" ".repeat(digits) + Style.FRAME.paint(arrow, colour) + Glyphs.clean(labels.getFirst().span().toString()));
    lines.add(gutter("", digits));
    Map<Integer, List<Label>> byLine = new TreeMap<>();
    labels.forEach(label -> byLine.computeIfAbsent(line(label), number -> new ArrayList<>()).add(label));
    byLine.forEach((number, ofLine) -> {
      Source source = ofLine.getFirst().span().source();
      Glyphs glyphs = new Glyphs(source.lineText(number));
      List<Excerpt.Mark> marks = ofLine.stream().map(label -> mark(label, glyphs, label == primary)).toList();
      for (List<String> block : new Excerpt(glyphs, width - digits - 3, style, colour).blocks(marks)) {
        lines.add(gutter(String.valueOf(number), digits) + " " + block.getFirst());
        block.stream().skip(1).forEach(row -> lines.add(gutter("", digits) + " " + row));
      }
    });
    return lines;
  }

  private static int line(Label label) {
    Source source = label.span().source();
    return source.line(Math.min(label.span().start(), source.text().length()));
  }

  private static Excerpt.Mark mark(Label label, Glyphs glyphs, boolean primary) {
    Source source = label.span().source();
    int start = Math.min(label.span().start(), source.text().length());
    int end = Math.clamp(label.span().end(), start, source.text().length());
    int first = source.column(start) - 1;
    boolean severalLines = source.line(Math.max(start, end - 1)) > source.line(start);
    int last = severalLines ? source.lineText(source.line(start)).length() : first + end - start;
    int from = glyphs.column(first);
    String text = Glyphs.clean(label.text());
    String more = severalLines ? (text.isEmpty() ? "" : " ") + "(to line " + source.line(end - 1) + ")" : "";
    return new Excerpt.Mark(from, Math.max(from + 1, glyphs.column(last)), primary, text + more);
  }

  private String gutter(String number, int digits) {
    return Style.FRAME.paint(" ".repeat(digits - number.length()) + number + " |", colour);
  }

  private List<String> remark(String kind, String text, int digits) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\\R")) {
      boolean first = lines.isEmpty();
      String lead = first ? Style.FRAME.paint("=", colour) + " " + Style.STRONG.paint(kind + ":", colour) + " " : " ".repeat(8);
      lines.add(" ".repeat(digits + 1) + lead + Glyphs.clean(line));
    }
    return lines;
  }

  /** The helps, the first of them with what the edit would give. */
  private List<String> helps(Diagnostic diagnostic, int digits) {
    List<String> helps = new ArrayList<>(diagnostic.helps());
    Optional<Edit> edit = diagnostic.edit();
    if (edit.isEmpty()) {
      return helps;
    }
    List<String> after = edited(edit.get(), digits);
    if (helps.isEmpty()) {
      helps.add(instruction(edit.get(), diagnostic.labels(), after.isEmpty()));
    }
    String first = helps.getFirst();
    boolean question = first.endsWith("?");
    String lead = question || first.endsWith(":") ? first : first + ":";
    switch (after.size()) {
      case 0 -> helps.set(0, first);
      case 1 -> helps.set(0, lead + (question ? "\n" : "  ") + after.getFirst());
      default -> helps.set(0, lead + "\n  " + String.join("\n  ", after));
    }
    return helps;
  }

  private static String instruction(Edit edit, List<Label> labels, boolean removed) {
    Source source = edit.span().source();
    boolean sameFile = !labels.isEmpty() && labels.getFirst().span().source() == source;
    String place = "line " + edit.span().line() + (sameFile ? "" : " of " + source.name());
    if (edit.span().start() == edit.span().end() && edit.replacement().endsWith("\n")) {
      return "write above " + place;
    }
    boolean sameLine = sameFile && line(labels.getFirst()) == edit.span().line();
    if (removed) {
      return "remove " + place;
    }
    return "change " + (sameLine ? "it" : place) + " to";
  }

  /** The lines that an edit would give, without the indentation they share; empty if it only removes. */
  private List<String> edited(Edit edit, int digits) {
    Source source = edit.span().source();
    int firstLine = source.line(edit.span().start());
    String first = source.lineText(firstLine);
    String last = source.lineText(source.line(edit.span().end()));
    String before = first.substring(0, Math.min(first.length(), source.column(edit.span().start()) - 1));
    String behind = last.substring(Math.min(last.length(), source.column(edit.span().end()) - 1));
    List<String> lines = new ArrayList<>(List.of((before + edit.replacement() + behind).split("\\R", -1)));
    if (lines.size() > 1 && lines.getLast().equals(last)) {
      lines.removeLast();
    }
    if (lines.size() > 1 && lines.getFirst().equals(first)) {
      lines.removeFirst();
    }
    lines.removeIf(String::isBlank);
    int shared = lines.stream().mapToInt(line -> line.length() - line.stripLeading().length()).min().orElse(0);
    int from = before.length() - shared;
    int to = from + edit.replacement().length();
    return lines.stream().map(line -> fitted(line.substring(shared).stripTrailing(), from, to, digits)).toList();
  }

  private String fitted(String line, int from, int to, int digits) {
    Glyphs glyphs = new Glyphs(line);
    int room = width - digits - 11;
    return new Excerpt(glyphs, room, Style.PLAIN, false).cut(glyphs.column(Math.max(0, from)), glyphs.column(Math.max(1, to)));
  }
}
