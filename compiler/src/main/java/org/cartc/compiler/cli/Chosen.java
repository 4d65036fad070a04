package org.cartc.compiler.cli;

import java.nio.file.Path;
import java.util.List;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.study.PlainStudy;
import org.cartc.compiler.syntax.TopLevel;

/** The studies of a file that a command line asks for. */
final class Chosen {
  private Chosen() {}

  /**
   * @param names all studies if empty; the model of the file with its defaults if there are none
   * @throws Rejected if there is no study of a name, or nothing to run at all
   */
  static List<TopLevel.Study> studies(Program program, Path file, List<String> names) {
    if (names.isEmpty()) {
      return program.studies().isEmpty() ? plain(program, file) : program.studies();
    }
    List<String> known = program.studies().stream().map(s -> s.name().text()).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        Diagnostic unknown = Diagnostic.error("E0710", "`" + file + "` has no study `" + name + "`");
        throw new Rejected(Nearest.to(name, known).map(n -> unknown.help("did you mean `" + n + "`?"))
            .orElse(known.isEmpty() ? unknown.help("it has no studies; leave out --study to run its model")
                : unknown.help("its studies: " + String.join(", ", known))));
      }
    }
    return program.studies().stream().filter(s -> names.contains(s.name().text())).toList();
  }

  private static List<TopLevel.Study> plain(Program program, Path file) {
    List<TopLevel.Study> plain = program.main().items().stream()
        .filter(TopLevel.Model.class::isInstance).map(m -> PlainStudy.of((TopLevel.Model) m)).toList();
    if (plain.isEmpty()) {
      throw new Rejected(Diagnostic.error("E0710", "`" + file + "` has neither a study nor a model to run")
          .help("write a study in it:  study first { simulate model until 100 [day] }"));
    }
    return plain;
  }
}
