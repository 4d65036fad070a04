package org.cartc.compiler.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;

/** Texts of the tests, and trees as texts. */
final class Texts {
  private Texts() {}

  static String resource(String name) {
    try (InputStream stream = Texts.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file, which must be free of faults. */
  static CartFile valid(String text) {
    Diagnostics diagnostics = new Diagnostics();
    CartFile file = Parse.file(new Source("test.cart", text), diagnostics);
    if (diagnostics.hasErrors()) {
      throw new AssertionError(diagnostics.all() + "\n" + text);
    }
    return file;
  }

  /** The faults as {@code code:line}, in the order of the text. */
  static List<String> faults(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Parse.file(new Source("test.cart", text), diagnostics);
    return diagnostics.all().stream().map(Texts::codeAndLine).toList();
  }

  static String codeAndLine(Diagnostic fault) {
    return fault.code() + ":" + fault.labels().get(0).span().line();
  }

  static Expression expression(String text) {
    return Parse.expression(new Source("test", text), new Diagnostics());
  }

  /** A tree with all its parts but the places. */
  static String shape(Object tree) {
    return switch (tree) {
      case List<?> list -> list.stream().map(Texts::shape).collect(Collectors.joining(", ", "[", "]"));
      case Optional<?> optional -> optional.map(Texts::shape).orElse("-");
      case Record record -> record.getClass().getSimpleName() + Arrays.stream(record.getClass().getRecordComponents())
          .filter(part -> part.getType() != Span.class && part.getType() != Source.class).map(part -> shape(value(record, part)))
          .collect(Collectors.joining(", ", "(", ")"));
      default -> tree.toString();
    };
  }

  private static Object value(Record record, RecordComponent part) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
