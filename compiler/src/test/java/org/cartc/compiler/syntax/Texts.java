package org.cartc.compiler.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.cartc.compiler.source.Source;

/** Texts of the tests. */
final class Texts {
  private Texts() {}

  static Source resource(String name) {
    try (InputStream stream = Texts.class.getResourceAsStream(name)) {
      return new Source(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
