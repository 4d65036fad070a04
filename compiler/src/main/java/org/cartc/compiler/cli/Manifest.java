package org.cartc.compiler.cli;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.compiler.syntax.CartFile;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Tolerance;
import org.cartc.runtime.model.SensitiveEquations;
import org.cartc.runtime.report.Report;
import org.cartc.runtime.study.Execution;
import org.cartc.runtime.study.Study;
import org.cartc.runtime.study.Trial;
import org.cartc.runtime.table.Decimal;

/** What a run was made of. Wall time, date and host stand here only, under {@code run}. */
final class Manifest {
  private final Program program;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<Map<String, Object>> studies = new ArrayList<>();

  Manifest(Program program) {
    this.program = program;
    for (CartFile file : program.files()) {
      files.put(file.source().name(), hash(file.source().text().getBytes(StandardCharsets.UTF_8)));
    }
  }

  void add(LowerStudy.Prepared prepared, int runs, long steps, List<String> switches, Optional<Execution.Lanes> lanes) {
    prepared.files().forEach(file -> files.put(file.toString(), hash(file)));
    Map<String, Object> study = new LinkedHashMap<>();
    study.put("name", prepared.study().name());
    study.put("model", prepared.model().name());
    if (!prepared.study().notes().isEmpty()) {
      study.put("notes", prepared.study().notes());
    }
    study.put("numerics", prepared.numerics());
    Iterator<Trial> trials = prepared.trials().iterator();
    if (trials.hasNext()) {
      Trial first = trials.next();
      study.put("method", method(first.method()));
      if (first.equations() instanceof SensitiveEquations) {
        study.put("units", units(prepared.study()));
      }
    }
    study.put("runs", runs);
    study.put("steps", steps);
    if (!switches.isEmpty()) {
      study.put("switches", switches);
    }
    lanes.ifPresent(work -> study.put("lanes", new TreeMap<>(Map.of("runs", work.runs(), "handedOver", work.handedOver(), "occupancy",
        Math.round(1000 * work.occupancy()) / 1000.0))));
    studies.add(study);
  }

  /** The units of columns by name. */
  private static Map<String, String> units(Study study) {
    Map<String, String> units = new LinkedHashMap<>();
    study.columns().stream().filter(Study.Column::shown).forEach(c -> units.put(c.name(), c.unit().isEmpty() ? "1" : c.unit()));
    return units;
  }

  /** The name and the settings of a method. */
  static Map<String, Object> method(Method method) {
    Map<String, Object> told = new LinkedHashMap<>();
    switch (method) {
      case Method.Controlled c -> {
        told.put("name", name(c));
        told.put("relativeTolerance", c.tolerance().relative());
        switch (c.tolerance().absolute()) {
          case Tolerance.Absolute.Uniform uniform -> told.put("absoluteTolerance", uniform.value());
          case Tolerance.Absolute.PerState each -> told.put("absoluteTolerances", each.values());
          case Tolerance.Absolute.Scaled scaled -> {
            told.put("shareOfLargest", rounded(scaled.share()));
            told.put("smallestAbsoluteTolerance", rounded(scaled.floor()));
          }
        }
        if (Double.isFinite(c.largestStep())) {
          told.put("largestStep", c.largestStep());
        }
      }
      case Method.RungeKutta4 r -> {
        told.put("name", "rk4");
        told.put("step", r.step());
      }
    }
    return told;
  }

  private static String name(Method.Controlled method) {
    return switch (method) {
      case Method.Adaptive a -> "tsit5";
      case Method.DormandPrince853 d -> "dop853";
      case Method.Rosenbrock r -> "rodas5p";
      case Method.Automatic a -> "auto";
    };
  }

  private static String hash(Path file) {
    try {
      return hash(Files.readAllBytes(file));
    } catch (IOException e) {
      return "unreadable after the run";
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  /** What a report says of where it comes from: nothing that differs between equal runs. */
  List<Report.Fact> facts() {
    List<Report.Fact> facts = new ArrayList<>(List.of(new Report.Fact("cartc", Version.text())));
    studies.forEach(s -> facts.add(new Report.Fact("numerics of " + s.get("name"), s.get("numerics") + ": " + words(s.get("method")))));
    files.forEach((name, hash) -> facts.add(new Report.Fact(name, "SHA-256 " + hash)));
    return facts;
  }

  /** Settings such as {@code relativeTolerance} with their values, as a sentence has them. */
  private static String words(Object settings) {
    return ((Map<?, ?>) settings).entrySet().stream().map(setting -> {
      String value = setting.getValue() instanceof Double number ? Decimal.text(number) : String.valueOf(setting.getValue());
      String name = String.valueOf(setting.getKey()).replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
      return name.equals("name") ? value : name + " " + value;
    }).collect(Collectors.joining(", "));
  }

  /** A product of two powers of ten without its rounding. */
  private static double rounded(double product) {
    return new BigDecimal(product).round(new MathContext(12)).doubleValue();
  }

  /** @param start when the command started, as {@link System#nanoTime} */
  String text(long start, int threads) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cartc", Version.text());
    all.put("main", program.main().source().name());
    all.put("sha256", files);
    all.put("studies", studies);
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    run.put("seconds", Math.round((System.nanoTime() - start) * 1e-6) * 1e-3);
    run.put("host", host());
    run.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    run.put("java", Runtime.version().toString());
    run.put("threads", threads);
    all.put("run", run);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all) + "\n";
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
