package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same inputs give the same bytes, at any number of threads. */
class DeterminismTest {
  @TempDir
  Path folder;

  private Map<String, byte[]> run(String name, String threads) throws IOException {
    Path out = folder.resolve(name);
    Invocation invocation = Invocation.of("run", ReferenceData.topLevel().resolve("models/santurio2025/figures.cart").toString(),
        "--study", "cohort", "--study", "figure7a", "--threads", threads, "--out", out.toString());
    assertThat(invocation.exit()).as(invocation.err()).isZero();
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> written = Files.list(out)) {
      for (Path file : written.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static JsonObject manifest(Map<String, byte[]> files) {
    return JsonParser.parseString(new String(files.remove("manifest.json"), StandardCharsets.UTF_8)).getAsJsonObject();
  }

  @Test
  void onlyWhatTheManifestSaysOfTheRunItselfDiffers() throws IOException {
    Map<String, byte[]> first = run("first", "1");
    Map<String, byte[]> second = run("second", "2");
    Map<String, byte[]> third = run("third", "2");
    assertThat(first.keySet()).contains("cohort.csv", "cohort.values.csv", "cohort_il6.svg", "cohort_il6.png", "figure7a.csv",
        "figure7a.svg", "figure7a.png", "report.html", "manifest.json");
    JsonObject of = manifest(first);
    JsonObject other = manifest(second);
    assertThat(of.getAsJsonObject("run").get("threads").getAsInt()).isEqualTo(1);
    assertThat(other.getAsJsonObject("run").get("threads").getAsInt()).isEqualTo(2);
    of.remove("run");
    other.remove("run");
    assertThat(of).isEqualTo(other);
    third.remove("manifest.json");
    same(first, second);
    same(second, third);
  }

  private static void same(Map<String, byte[]> some, Map<String, byte[]> others) {
    assertThat(some.keySet()).isEqualTo(others.keySet());
    some.forEach((name, bytes) -> assertThat(others.get(name)).as(name).isEqualTo(bytes));
  }
}
