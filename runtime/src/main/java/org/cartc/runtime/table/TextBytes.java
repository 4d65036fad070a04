package org.cartc.runtime.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cartc.runtime.table.TableFault.Kind;

/** The bytes of a file that must hold text in UTF-8. */
final class TextBytes {
  private static final int MOST = 128 << 20;
  private static final int MOST_NAMES = 10_000;
  private static final String REMEDY = "save it as comma-separated values in UTF-8";

  private TextBytes() {}

  static byte[] read(Path file) {
    if (Files.notExists(file)) {
      throw absent(file);
    } else if (Files.isDirectory(file)) {
      List<String> tables = files(file).stream().filter(name -> name.endsWith(".csv")).limit(3).toList();
      throw TableFault.of(Kind.FILE, file, "this is a folder, not a file").near(tables);
    } else if (!Files.isRegularFile(file)) {
      throw TableFault.of(Kind.FILE, file, "this is not a regular file");
    }
    byte[] bytes = bytes(file);
    checked(file, bytes);
    return bytes;
  }

  /** The length of the byte-order mark. */
  static int markLength(byte[] bytes) {
    return begins(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw TableFault.of(Kind.FILE, file, "the file is larger than 128 MiB")
            .remedy("split it, or leave out the columns that are not used");
      }
      return bytes;
    } catch (AccessDeniedException e) {
      throw TableFault.of(Kind.FILE, file, "you may not read this file").remedy("change its permissions");
    } catch (IOException e) {
      throw TableFault.of(Kind.FILE, file, "the file could not be read: " + e.getMessage());
    }
  }

  private static TableFault absent(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || Files.isDirectory(folder)) {
      Path name = file.getFileName() == null ? file : file.getFileName();
      List<String> near = folder == null ? List.of() : Near.names(name.toString(), files(folder));
      return TableFault.of(Kind.FILE, file, "there is no such file").near(near);
    }
    return TableFault.of(Kind.FILE, file, "there is no such file, nor the folder `" + file.getParent() + "`");
  }

  /** The names of files, for a courtesy only: none if the folder may not be read. */
  private static List<String> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.limit(MOST_NAMES).filter(Files::isRegularFile).map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static void checked(Path file, byte[] bytes) {
    if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
      throw TableFault.of(Kind.ENCODING, file, "the text is in UTF-16, not in UTF-8").remedy(REMEDY);
    } else if (begins(bytes, 'P', 'K', 3, 4) || begins(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw TableFault.of(Kind.ENCODING, file, "this is a workbook or an archive, not text").remedy(REMEDY);
    } else if (begins(bytes, 0x1F, 0x8B)) {
      throw TableFault.of(Kind.ENCODING, file, "this file is compressed").remedy("decompress it with `gunzip`");
    }
    int nul = 0;
    while (nul < bytes.length && bytes[nul] != 0) {
      nul++;
    }
    if (nul < bytes.length) {
      throw TableFault.of(Kind.ENCODING, file, "this is not text: byte " + nul + " is zero").line(line(bytes, nul)).remedy(REMEDY);
    }
    int bad = firstOutsideUtf8(bytes);
    if (bad < bytes.length) {
      String reason = String.format("this is not UTF-8: byte %d is 0x%02X", bad, bytes[bad]);
      throw TableFault.of(Kind.ENCODING, file, reason).line(line(bytes, bad)).remedy(REMEDY);
    }
  }

  private static int firstOutsideUtf8(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    return result.isError() ? in.position() : bytes.length;
  }

  private static int line(byte[] bytes, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static boolean begins(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
