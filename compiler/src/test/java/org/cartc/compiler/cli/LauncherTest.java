package org.cartc.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cartc.compiler.ReferenceData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher among scripts that stand for {@code java} and {@code mvn}: which it picks, when it builds, what it passes on. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private record Outcome(int code, String out, String err) {}

  @TempDir
  Path folder;
  private Path home;
  private Path jdks;
  private Path tools;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void aTopLevelWithSourcesAndAMavenThatMakesOneJar() throws IOException {
    folder = folder.toRealPath();
    home = Files.createDirectories(folder.resolve("top level"));
    jdks = Files.createDirectories(folder.resolve("jdks"));
    tools = Files.createDirectories(folder.resolve("tools"));
    Files.copy(ReferenceData.topLevel().resolve("cartc"), home.resolve("cartc"));
    assertThat(home.resolve("cartc").toFile().setExecutable(true)).isTrue();
    for (var module : List.of(".", "grammar", "runtime", "compiler")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.writeString(home.resolve(module).resolve("pom.xml"), "");
    }
    script(tools.resolve("mvn"), """
        echo built >> builds
        sleep 1
        mkdir -p compiler/target/lib
        : > compiler/target/lib/a.jar
        : > compiler/target/cartc-compiler-1.jar
        """);
    environment.put("CARTC_JDK_FOLDERS", jdks.toString());
    environment.put("PATH", tools + ":/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
  }

  @Test
  void picksTheNewestJava() throws Exception {
    jdk("old", "17.0.9+9");
    jdk("b", "25.0.3+9-LTS");
    jdk("c", "21.0.1+12");
    assertThat(start("--version").out()).startsWith("Java 25.0.3+9-LTS");
  }

  @Test
  void prefersTheJavaThatIsAskedForAndPassesOverOneThatIsTooOld() throws Exception {
    jdk("new", "25");
    var older = jdk("older", "21.0.1+12");
    var tooOld = jdk("oldest", "1.8.0_402");
    environment.put("JAVA_HOME", tooOld.toString());
    assertThat(start("--version").out()).startsWith("Java 25");
    environment.put("JAVA_HOME", older.toString());
    assertThat(start("--version").out()).startsWith("Java 21.0.1+12");
  }

  @Test
  void saysWhichJavaIsTooOldAndHowToInstallOne() throws Exception {
    environment.put("CARTC_JAVA_HOME", jdk("old", "17.0.9+9").toString());
    var outcome = start("--version");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("CARTC_JAVA_HOME", "found Java 17");
  }

  @Test
  void buildsOnceUntilASourceChanges() throws Exception {
    jdk("a", "25");
    assertThat(start("--version").err()).contains("building cartc");
    assertThat(start("--version").err()).isEmpty();
    var source = Files.writeString(home.resolve("runtime/src/main/Changed.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    assertThat(start("--version").err()).contains("building cartc");
  }

  @Test
  void twoFirstStartsBuildOnce() throws Exception {
    jdk("a", "25");
    var first = begin("--version");
    var second = begin("--version");
    assertThat(List.of(finish(first).code(), finish(second).code())).containsOnly(0);
    assertThat(home.resolve("builds")).content().isEqualTo("built\n");
  }

  @Test
  void namesTheLogWhenTheBuildFails() throws Exception {
    jdk("a", "25");
    script(tools.resolve("mvn"), "echo '[ERROR] no such thing'; exit 1");
    var outcome = start("--version");
    assertThat(outcome.code()).isEqualTo(70);
    assertThat(outcome.err()).contains("[ERROR] no such thing", home.resolve(".cartc/build.log").toString());
    assertThat(home.resolve(".cartc/lock")).doesNotExist();
  }

  @Test
  void passesArgumentsAndTheExitCodeThroughASymbolicLink() throws Exception {
    jdk("a", "25");
    var link = Files.createSymbolicLink(tools.resolve("linked"), Path.of("../top level/cartc"));
    var outcome = finish(begin(link, "run", "a b", "", "*", "exit 3"));
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out()).contains("-Dcartc.home=" + home + "\n", "\nrun\na b\n\n*\nexit 3\n");
  }

  @Test
  void startsFromACacheOfItsOwnForEachJava() throws Exception {
    environment.put("CARTC_JAVA_HOME", jdk("new", "25.0.3+9").toString());
    assertThat(start("--version").out()).contains("\n-XX:AOTCache=" + jars() + "/start-25.0.3+9-Someone.aot\n");
    environment.put("CARTC_JAVA_HOME", jdk("newer", "26").toString());
    assertThat(start("--version").out()).contains("\n-XX:AOTCache=" + jars() + "/start-26-Someone.aot\n");
    environment.put("CARTC_JAVA_HOME", jdk("older", "21.0.1+12").toString());
    assertThat(start("--version").out()).contains("\n-XX:SharedArchiveFile=" + jars() + "/start-21.0.1+12-Someone.jsa\n");
    assertThat(home.resolve("trainings")).content().isEqualTo("25.0.3+9\n26\n21.0.1+12\n");
  }

  @Test
  void trainsOnceAndPrintsNothingOfIt() throws Exception {
    jdk("a", "25");
    start("--version");
    var second = start("--version");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).startsWith("Java 25\n").containsOnlyOnce("Java 25").endsWith("\n--version\n");
    assertThat(home.resolve("trainings")).content().isEqualTo("25\n");
  }

  @Test
  void startsWithoutACacheThatJavaRefuses() throws Exception {
    jdk("a", "25");
    Files.writeString(home.resolve("refuse"), "");
    for (int i = 0; i < 2; i++) {
      var outcome = start("--version");
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out()).doesNotContain("AOTCache");
    }
    assertThat(home.resolve("trainings")).content().isEqualTo("25\n");
  }

  @Test
  void trainsAgainAfterABuild() throws Exception {
    jdk("a", "25");
    start("--version");
    var source = Files.writeString(home.resolve("runtime/src/main/Changed.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    assertThat(start("--version").out()).contains("-XX:AOTCache=" + jars());
    assertThat(home.resolve("trainings")).content().isEqualTo("25\n25\n");
  }

  @Test
  void oneOfTwoFirstStartsTrainsAndTheOtherDoesNotWait() throws Exception {
    jdk("a", "25");
    start("--version");
    Files.delete(Path.of(jars(), "start-25-Someone.aot"));
    var first = begin("--version");
    var second = begin("--version");
    assertThat(List.of(finish(first).code(), finish(second).code())).containsOnly(0);
    assertThat(home.resolve("trainings")).content().isEqualTo("25\n25\n");
    assertThat(start("--version").out()).contains("-XX:AOTCache=");
  }

  @Test
  void aTrainingThatWasKilledIsMadeGood() throws Exception {
    jdk("a", "25");
    start("--version");
    var cache = Path.of(jars(), "start-25-Someone.aot");
    Files.delete(cache);
    var left = Files.createDirectory(Path.of(cache + ".making"));
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(left.resolve("owner"), gone.pid() + "\n");
    assertThat(start("--version").out()).doesNotContain("-XX:AOTCache=");
    assertThat(start("--version").out()).contains("-XX:AOTCache=");
  }

  @Test
  void startsWithoutACacheWhereItMayNotWrite() throws Exception {
    jdk("a", "25");
    start("--version");
    Files.delete(Path.of(jars(), "start-25-Someone.aot"));
    assertThat(Path.of(jars()).toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(Path.of(jars()))).as("root may write everywhere").isFalse();
    try {
      var outcome = start("--version");
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out()).doesNotContain("AOTCache");
      assertThat(outcome.err()).isEmpty();
    } finally {
      assertThat(Path.of(jars()).toFile().setWritable(true)).isTrue();
    }
  }

  private String jars() throws IOException {
    return home + "/.cartc/" + Files.readString(home.resolve(".cartc/built")).strip();
  }

  /**
   * A Java that prints its version and arguments, and ends with 3 when the last argument is "exit 3". It takes a second to make a
   * cache, notes that it did, and accepts none when there is a file "refuse".
   */
  private Path jdk(String name, String version) throws IOException {
    var jdk = Files.createDirectories(jdks.resolve(name));
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_RUNTIME_VERSION=\"" + version + "\"\n");
    script(Files.createDirectories(jdk.resolve("bin")).resolve("java"), """
        echo "Java %1$s"
        for argument in "$@"; do
          echo "$argument"
          case $argument in
            -XX:AOTCacheOutput=* | -XX:ArchiveClassesAtExit=*)
              echo %1$s >> "%2$s/trainings"
              sleep 1
              echo cache > "${argument#*=}" ;;
            -XX:AOTMode=on) if [ -e "%2$s/refuse" ]; then exit 1; fi ;;
          esac
        done
        case "$argument" in 'exit 3') exit 3 ;; esac
        """.formatted(version, home));
    return jdk;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Outcome start(String... arguments) throws Exception {
    return finish(begin(arguments));
  }

  private Process begin(String... arguments) throws IOException {
    return begin(home.resolve("cartc"), arguments);
  }

  private Process begin(Path launcher, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Outcome finish(Process process) throws Exception {
    var out = new String(process.getInputStream().readAllBytes());
    var err = new String(process.getErrorStream().readAllBytes());
    return new Outcome(process.waitFor(), out, err);
  }
}
