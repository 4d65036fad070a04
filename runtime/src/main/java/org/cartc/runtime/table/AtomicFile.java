package org.cartc.runtime.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.cartc.runtime.table.TableFault.Kind;

/**
 * A file that is there whole or not at all: it is written beside its target as {@code .target.tmp} and moved into place at the end. It
 * survives the end of the program at any moment; of a loss of power only as far as the file system does.
 */
public final class AtomicFile implements AutoCloseable {
  private final Path target;
  private final Path beside;
  private final OutputStream out;
  private boolean ended;

  private AtomicFile(Path target, Path beside, OutputStream out) {
    this.target = target;
    this.beside = beside;
    this.out = out;
  }

  /** Writes a whole file, creating its folders. */
  public static void write(Path target, byte[] bytes) {
    try (AtomicFile file = open(target)) {
      file.out.write(bytes);
      file.commit();
    } catch (IOException e) {
      throw fault(target, e);
    }
  }

  /** Writes a whole file in UTF-8, creating its folders. */
  public static void write(Path target, String text) {
    write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Begins a file, creating its folders; what stands at the target stays until {@link #commit()}. */
  public static AtomicFile open(Path target) {
    if (Files.isDirectory(target)) {
      throw TableFault.of(Kind.WRITE, target, "this is a folder, so no file of that name can be written");
    } else if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw TableFault.of(Kind.WRITE, target, "this is not a regular file");
    }
    Path whole = target.toAbsolutePath();
    Path beside = whole.resolveSibling("." + whole.getFileName() + ".tmp");
    try {
      Files.createDirectories(beside.getParent());
      Files.deleteIfExists(beside);
      OutputStream out = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new AtomicFile(target, beside, out);
    } catch (IOException e) {
      throw fault(target, e);
    }
  }

  public Path target() {
    return target;
  }

  /** Where the bytes go. */
  public OutputStream out() {
    return out;
  }

  /** Moves the file into place. */
  public void commit() {
    commit(target);
  }

  /** Moves the file to another name in the same folder, such as that of a partial result; the target stays as it was. */
  public void commit(Path other) {
    try {
      out.close();
      Files.move(beside, other.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      ended = true;
    } catch (IOException e) {
      throw fault(other, e);
    }
  }

  /** Leaves everything as it was before. */
  public void abort() {
    if (ended) {
      return;
    }
    ended = true;
    try (OutputStream closed = out) {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      throw fault(target, e);
    }
  }

  /** Aborts what was not committed. */
  @Override
  public void close() {
    abort();
  }

  static TableFault fault(Path target, IOException e) {
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    Path folder = target.toAbsolutePath().getParent();
    if (e instanceof AccessDeniedException || lower.contains("permission denied")) {
      return TableFault.of(Kind.WRITE, target, "you may not write in the folder `" + folder + "`").remedy("choose another with `--out`");
    } else if (lower.contains("read-only")) {
      return TableFault.of(Kind.WRITE, target, "the folder `" + folder + "` is read-only").remedy("choose another with `--out`");
    } else if (lower.contains("no space") || lower.contains("quota")) {
      return TableFault.of(Kind.WRITE, target, "there is no space left for the file")
          .remedy("free some, or choose another folder with `--out`");
    } else if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException || lower.contains("not a directory")) {
      return TableFault.of(Kind.WRITE, target, "a part of its path is a file, not a folder").remedy("choose another folder with `--out`");
    } else if (e instanceof NoSuchFileException) {
      return TableFault.of(Kind.WRITE, target, "the folder went away while the file was written");
    } else if (lower.contains("name too long")) {
      return TableFault.of(Kind.WRITE, target, "the name of the file is too long");
    }
    return TableFault.of(Kind.WRITE, target, "the file could not be written: " + message);
  }
}
