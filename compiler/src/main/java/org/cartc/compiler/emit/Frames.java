package org.cartc.compiler.emit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Brings the classes of a jar to a version that an archive of loaded classes can hold. Libraries that also run on Java 5 have classes
 * without stack map frames; the JVM archives none of them, and verifies them the slow way at every start. The launcher runs this once
 * per build, on its own copies of the jars.
 */
final class Frames {
  private static final int OLDEST_ARCHIVED = Opcodes.V1_6;
  private static final int MAJOR_VERSION = 6;

  private Frames() {}

  /** @param jars rewritten in place; all of them are on the class path */
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      rewrite(Path.of(jar));
    }
  }

  private static void rewrite(Path jar) throws IOException {
    Path written = jar.resolveSibling(jar.getFileName() + ".new");
    boolean changed = false;
    try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)));
        ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(written)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = in.readAllBytes();
        boolean old = entry.getName().endsWith(".class") && version(bytes) < OLDEST_ARCHIVED;
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(old ? withFrames(bytes) : bytes);
        out.closeEntry();
        changed |= old;
      }
    }
    if (changed) {
      Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(written);
    }
  }

  private static int version(byte[] bytes) {
    return (bytes[MAJOR_VERSION] & 0xFF) << 8 | bytes[MAJOR_VERSION + 1] & 0xFF;
  }

  /** The same class with stack map frames, in the version that first required them. */
  static byte[] withFrames(byte[] bytes) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        super.visit(Opcodes.V1_7, access, name, signature, superName, interfaces);
      }
    }, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
