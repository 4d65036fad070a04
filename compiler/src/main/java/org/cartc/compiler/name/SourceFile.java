package org.cartc.compiler.name;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;

/** A model file on the disk. */
public final class SourceFile {
  /** The largest file that is read, in bytes: far above any model, far below what would exhaust memory. */
  public static final long LARGEST_FILE = 32L << 20;

  private SourceFile() {}

  /**
   * The text of a file.
   *
   * @param wanted the place that names the file, if it is not the command line
   * @throws Rejected if it cannot be read, or is no text in UTF-8
   */
  public static Source read(Path path, Optional<Span> wanted) {
    try {
      if (!Files.exists(path)) {
        throw new Rejected(at(wanted, missing(path)));
      }
      if (Files.isDirectory(path)) {
        throw new Rejected(at(wanted, Diagnostic.error("E0501", "`" + path + "` is a folder, not a model file")
            .help("name a file in it, such as " + path.resolve("model.cart"))));
      }
      if (Files.size(path) > LARGEST_FILE) {
        throw new Rejected(at(wanted, Diagnostic.error("E0501", "`" + path + "` is larger than 32 MB: this is no model file")));
      }
      if (!Files.isRegularFile(path)) {
        throw new Rejected(at(wanted, Diagnostic.error("E0501", "`" + path + "` is not a regular file")
            .help("save the model in a file and name that")));
      }
      byte[] bytes = Files.readAllBytes(path);
      return new Source(path.toString(), StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (AccessDeniedException e) {
      throw new Rejected(at(wanted, Diagnostic.error("E0501", "you may not read `" + path + "`").help("change its permissions")));
    } catch (CharacterCodingException e) {
      throw new Rejected(at(wanted, Diagnostic.error("E0501", "`" + path + "` is not a text in UTF-8")
          .help("save it as UTF-8 in your editor, or convert it: iconv -f latin1 -t utf-8")));
    } catch (IOException e) {
      throw new Rejected(at(wanted, Diagnostic.error("E0501", "`" + path + "` cannot be read")
          .help("check that the file may be read by you")));
    }
  }

  private static Diagnostic at(Optional<Span> wanted, Diagnostic diagnostic) {
    return wanted.map(diagnostic::at).orElse(diagnostic);
  }

  private static Diagnostic missing(Path path) throws IOException {
    Diagnostic missing = Diagnostic.error("E0501", "there is no file `" + path + "`");
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      return missing.help("there is no folder `" + path.getParent() + "` either");
    }
    try (Stream<Path> beside = Files.list(folder)) {
      List<String> names = beside.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".cart")).sorted().toList();
      Optional<String> near = Nearest.to(path.getFileName().toString(), names);
      return near.map(n -> missing.help("did you mean `" + path.resolveSibling(n) + "`?"))
          .orElse(
              names.isEmpty() ? missing : missing.help("that folder has " + String.join(", ", names.subList(0, Math.min(8, names.size())))
                  + (names.size() > 8 ? " and " + (names.size() - 8) + " more" : "")));
    }
  }
}
