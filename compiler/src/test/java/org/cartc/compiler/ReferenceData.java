package org.cartc.compiler;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the reference data lie that are not part of the repository, and a record of which suites found theirs.
 *
 * <p>They lie in the folder that the environment variable {@code CARTC_SHARED} names, else in {@code shared} beside the top level of the
 * repository. Each suite leaves a line {@code ran NAME} or {@code skipped NAME} in {@code target/reference-suites.txt}, which {@code .ci/run}
 * counts, so that a suite that has lost its data is seen.
 */
public final class ReferenceData {
  private static final Path RECORD = Path.of("target", "reference-suites.txt");

  private ReferenceData() {}

  /**
   * The file or folder at {@code relative} in the reference data, which is certain to exist; aborts the test when it is not there.
   *
   * @param suite the name under which the suite is counted; a suite may ask several times
   * @param relative such as {@code "data/ivp/robertson.csv"}
   */
  public static Path require(String suite, String relative) {
    var found = folder().map(folder -> folder.resolve(relative)).filter(Files::exists);
    record((found.isPresent() ? "ran " : "skipped ") + suite);
    return found.orElseGet(() -> abort("reference data are missing: " + relative + " (set CARTC_SHARED to the folder that holds it)"));
  }

  /** The top level of the repository: the nearest folder above the working directory that holds {@code models} and {@code grammar}. */
  public static Path topLevel() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent).takeWhile(folder -> folder != null)
        .filter(folder -> Files.isDirectory(folder.resolve("models")) && Files.isDirectory(folder.resolve("grammar"))).findFirst()
        .orElseThrow(() -> new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " holds models/ and grammar/"));
  }

  private static Optional<Path> folder() {
    return Optional.ofNullable(System.getenv("CARTC_SHARED")).map(Path::of).or(() -> Optional.of(topLevel().resolveSibling("shared")))
        .filter(Files::isDirectory);
  }

  private static synchronized void record(String line) {
    try {
      if (Files.exists(RECORD) && Files.readAllLines(RECORD).contains(line)) {
        return;
      }
      Files.createDirectories(RECORD.getParent());
      Files.writeString(RECORD, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
