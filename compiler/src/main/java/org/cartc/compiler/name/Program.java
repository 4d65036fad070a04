package org.cartc.compiler.name;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.CartFile;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Name;
import org.cartc.compiler.syntax.TopLevel;

/**
 * All files of one compilation, sorted by what they declare. Names of one kind are unique over all files.
 *
 * @param main the file that the user named; only its studies are run
 * @param files the main file and everything that it uses, each once, used files first
 */
public record Program(
    CartFile main, List<CartFile> files, Map<String, TopLevel.Model> models, Map<String, TopLevel.Extend> derived,
    List<TopLevel.Extend> extensions, Map<String, ModelItem.Function> functions, Map<String, TopLevel.Protocol> protocols,
    Map<String, TopLevel.Table> tables, List<TopLevel.Numerics> numerics, List<TopLevel.Study> studies, List<TopLevel.Claim> claims) {
  /** Sorts the declarations of files; names that are declared twice are reported. */
  public static Program of(CartFile main, List<CartFile> files, Diagnostics diagnostics) {
    Sorted sorted = new Sorted(diagnostics);
    for (CartFile file : files) {
      for (TopLevel item : file.items()) {
        sorted.add(item, file == main);
      }
    }
    Program program = new Program(main, List.copyOf(files), sorted.models, sorted.derived, sorted.extensions, sorted.functions,
        sorted.protocols, sorted.tables, sorted.numerics, sorted.studies, sorted.claims);
    sorted.extensions.stream().map(TopLevel.Extend::base).filter(base -> !Declared.isModel(program, base.text()))
        .forEach(base -> diagnostics.add(Declared.unknownModel(program, base.text(), base.span())));
    return program;
  }

  private static final class Sorted {
    final Map<String, TopLevel.Model> models = new LinkedHashMap<>();
    final Map<String, TopLevel.Extend> derived = new LinkedHashMap<>();
    final List<TopLevel.Extend> extensions = new ArrayList<>();
    final Map<String, ModelItem.Function> functions = new LinkedHashMap<>();
    final Map<String, TopLevel.Protocol> protocols = new LinkedHashMap<>();
    final Map<String, TopLevel.Table> tables = new LinkedHashMap<>();
    final List<TopLevel.Numerics> numerics = new ArrayList<>();
    final List<TopLevel.Study> studies = new ArrayList<>();
    final List<TopLevel.Claim> claims = new ArrayList<>();
    private final Map<String, Span> declared = new LinkedHashMap<>();
    private final Diagnostics diagnostics;

    Sorted(Diagnostics diagnostics) {
      this.diagnostics = diagnostics;
    }

    void add(TopLevel item, boolean inMain) {
      switch (item) {
        case TopLevel.Model m -> put(models, "model", m.name(), m);
        case TopLevel.Extend e when e.as().isPresent() -> put(derived, "model", e.as().get(), e);
        case TopLevel.Extend e -> extensions.add(e);
        case ModelItem.Function f -> put(functions, "function", f.name(), f);
        case TopLevel.Protocol p -> put(protocols, "protocol or table", p.name(), p);
        case TopLevel.Table t -> put(tables, "protocol or table", t.name(), t);
        case TopLevel.Numerics n -> numerics.add(n);
        case TopLevel.Study s -> {
          if (inMain && isNew("study", s.name())) {
            studies.add(s);
          }
        }
        case TopLevel.Claim c -> {
          if (inMain) {
            claims.add(c);
          }
        }
        case ModelItem.Use u -> {}
        case TopLevel.Fit f -> {}
        case TopLevel.Compare c -> {}
      }
    }

    private <T> void put(Map<String, T> map, String kind, Name name, T value) {
      if (isNew(kind, name)) {
        map.put(name.text(), value);
      }
    }

    private boolean isNew(String kind, Name name) {
      Span before = declared.putIfAbsent(kind + " " + name.text(), name.span());
      if (before != null) {
        diagnostics.add(Diagnostic.error("E0203", kind + " `" + name.text() + "` is declared twice")
            .at(name.span(), "the second").at(before, "the first").help("rename one of them"));
      }
      return before == null;
    }
  }
}
