package org.cartc.compiler.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.compiler.study.Options;
import org.cartc.compiler.study.PlainStudy;
import org.cartc.compiler.syntax.Modifier;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Parse;
import org.cartc.compiler.syntax.TopLevel;
import org.cartc.runtime.table.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the studies of a file. */
@Command(
    name = "run",
    header = {"Run the studies of a file, or its model.", ""},
    versionProvider = Cartc.Versions.class,
    customSynopsis = "cartc run FILE [OPTION]...",
    description = {"", "Runs every study of FILE, or those named; of a file that holds only a model, the model with its defaults. "
        + "Writes S.csv, S.values.csv and the figures of each study S, and one report and one manifest for all.", ""},
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    footer = {
        "",
        "Examples:",
        "  cartc run models/li2025/figures.cart --study figure5 --out out",
        "  cartc run model.cart --set cd40.beta_C='3e-8 [1/(cell day)]' --set T_P=1e9",
        "  cartc run study.cart --over sets.csv        one run per row, columns are paths",
        "  cartc run study.cart --data doses=mine.csv  another table for a data block",
        "  cartc run study.cart --numerics published   a paper's own numerics",
        "  cartc run study.cart --sensitivities k_e,T_P   derivatives",
        "  cartc run study.cart --block 'damps by 50%% from 0 [day] until 3 [day]'"
    })
final class RunCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[^,\\s]+");

  @Parameters(paramLabel = "FILE", description = "a file with studies, or with a model")
  private Path file;

  @Option(names = "--study", paramLabel = "NAME", description = "run this study only; may be repeated")
  private List<String> studies = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "out", description = "folder for the results (default: ${DEFAULT-VALUE})")
  private Path out;

  @Option(names = "--set", paramLabel = "PATH=VALUE", description = "set a parameter, an initial value or a switch")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--over", paramLabel = "TABLE.csv", description = "one run per row of a table whose columns are paths")
  private Path over;

  @Option(names = "--data", paramLabel = "NAME=FILE.csv", description = "another file for a data block")
  private List<String> data = new ArrayList<>();

  @Option(names = "--numerics", paramLabel = "NAME", description = "numerics declared in the files, such as a paper's own")
  private String numerics;

  @Option(names = "--with", paramLabel = "FILE", description = "a further file, such as an extension of the model")
  private List<Path> with = new ArrayList<>();

  @Option(names = "--without", paramLabel = "MECHANISM", description = "leave a mechanism out")
  private List<String> without = new ArrayList<>();

  @Option(names = "--only", paramLabel = "MECHANISMS", description = "leave all other mechanisms out: a, b")
  private List<String> only = new ArrayList<>();

  @Option(names = "--block", paramLabel = "'M by X% [from T until T]'", description = "block a mechanism, over a window if given")
  private List<String> block = new ArrayList<>();

  @Option(names = "--scale", paramLabel = "'M by X [from T until T]'", description = "scale a mechanism, rate or table of doses")
  private List<String> scale = new ArrayList<>();

  @Option(names = "--attribute", paramLabel = "COMPARTMENT", description = "split a compartment by mechanism")
  private List<String> attribute = new ArrayList<>();

  @Option(names = "--sensitivities", paramLabel = "PATH,...",
      description = "derivatives in these parameters and initial values, as S.sensitivities.csv")
  private List<String> sensitivities = new ArrayList<>();

  @Option(names = "--threads", paramLabel = "N", description = "threads (default: all cores); results do not depend on it")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--no-curves", description = "write no S.csv: values and figures only")
  private boolean noCurves;

  @Option(names = "--no-figures", description = "write tables only")
  private boolean noFigures;

  @Mixin
  private StandardOptions standard;

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    if (threads < 1 || threads > 1024) {
      throw usage("--threads needs a number from 1 to 1024");
    }
    Diagnostics diagnostics = new Diagnostics();
    Program program = Load.program(file, with, diagnostics);
    diagnostics.stopOnErrors();
    List<LowerStudy.Prepared> prepared = new ArrayList<>();
    Options options = options(diagnostics);
    diagnostics.stopOnErrors();
    for (TopLevel.Study study : Chosen.studies(program, file, studies)) {
      LowerStudy.Prepared made = LowerStudy.study(program, study, options, diagnostics, Compiler.SILENT);
      prepared.add(made);
      prepared.addAll(made.beside());
    }
    diagnostics.stopOnErrors();
    List<Diagnostic> warnings = diagnostics.all();
    if (!warnings.isEmpty()) {
      console.diagnostics(warnings);
    }
    Session session = new Session(program, prepared, out, threads, !noFigures, console);
    return session.run(start);
  }

  private Options options(Diagnostics diagnostics) {
    List<ModelItem.Setting> parsed = new ArrayList<>();
    for (String setting : settings) {
      parsed.add(Parse.setting(new Source("--set", setting), diagnostics));
    }
    List<Modifier> modifiers = new ArrayList<>();
    modifiers(modifiers, "without", without, "", diagnostics);
    modifiers(modifiers, "only", only, "", diagnostics);
    modifiers(modifiers, "block", block, "", diagnostics);
    modifiers(modifiers, "scale", scale, "", diagnostics);
    modifiers(modifiers, "attribute", attribute, " by mechanism", diagnostics);
    Map<String, Path> replaced = new LinkedHashMap<>();
    for (String pair : data) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw usage("--data needs NAME=FILE.csv, not " + pair);
      }
      replaced.put(pair.substring(0, equals).trim(), Path.of(pair.substring(equals + 1)));
    }
    return new Options(parsed, Optional.ofNullable(over).map(Table::read), replaced, Optional.ofNullable(numerics), modifiers,
        names(new Source("--sensitivities", String.join(",", sensitivities))), !noCurves);
  }

  private static void modifiers(List<Modifier> modifiers, String word, List<String> texts, String end, Diagnostics diagnostics) {
    for (String text : texts) {
      modifiers.add(Parse.modifier(new Source("--" + word, word + " " + text + end), diagnostics));
    }
  }

  /** The places of names between commas. */
  private static List<Span> names(Source source) {
    List<Span> names = new ArrayList<>();
    Matcher name = NAME.matcher(source.text());
    while (name.find()) {
      names.add(new Span(source, name.start(), name.end()));
    }
    return names;
  }

  private static Usage usage(String message) {
    return new Usage(message);
  }
}
