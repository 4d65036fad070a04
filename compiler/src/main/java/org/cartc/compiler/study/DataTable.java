package org.cartc.compiler.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.Name;
import org.cartc.compiler.syntax.TopLevel;
import org.cartc.compiler.syntax.UnitText;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.table.Table;
import org.cartc.runtime.table.TableFault;

/** A data block with the table that it describes. */
final class DataTable {
  private final TopLevel.Table block;
  private final Table table;

  private DataTable(TopLevel.Table block, Table table) {
    this.block = block;
    this.table = table;
  }

  /** @param replaced files that replace those of data blocks, by the name of the block */
  static DataTable read(TopLevel.Table block, Map<String, Path> replaced) {
    Path own = Path.of(block.span().source().name()).resolveSibling(block.file().text());
    Optional<Path> other = Optional.ofNullable(replaced.get(block.name().text()));
    DataTable data =
        new DataTable(block, table(other.orElse(own), other.isPresent() ? Optional.empty() : Optional.of(block.file().span())));
    data.requireColumns();
    return data;
  }

  private static Table table(Path file, Optional<Span> reader) {
    try {
      return Table.read(file);
    } catch (TableFault fault) {
      Diagnostic told = TableDiagnostic.of(fault);
      throw new Rejected(reader.map(span -> told.at(span, "read here")).orElse(told));
    }
  }

  private void requireColumns() {
    for (TopLevel.Column column : block.columns()) {
      Optional<Name> name = name(column);
      if (name.isPresent() && !table.has(name.get().text())) {
        try {
          table.column(name.get().text());
        } catch (TableFault fault) {
          throw new Rejected(TableDiagnostic.of(fault).at(name.get().span(), "read here"));
        }
      }
    }
  }

  private static Optional<Name> name(TopLevel.Column column) {
    return switch (column) {
      case TopLevel.Column.Id id -> Optional.of(id.column());
      case TopLevel.Column.Time t -> Optional.of(t.column());
      case TopLevel.Column.Parameter p -> Optional.of(p.column());
      case TopLevel.Column.Dose d -> Optional.of(d.column());
      case TopLevel.Column.Measured m -> Optional.of(m.column());
      case TopLevel.Column.Covariate c -> Optional.of(c.column());
      case TopLevel.Column.Censored c -> Optional.empty();
    };
  }

  /** The first row that has the same identity as one before it, as a fault of the table. */
  Optional<Diagnostic> repeated() {
    Map<String, Integer> seen = new HashMap<>();
    for (int row = 0; row < rows(); row++) {
      Integer before = seen.putIfAbsent(id(row), row);
      if (before != null) {
        TableFault fault = table.fault(row, table.column(idColumn().orElseThrow()), "`" + id(row) + "` stands in line "
            + table.line(before) + " already");
        return Optional.of(TableDiagnostic.of(fault).help("one row per " + idColumn().get() + "; rename one of them"));
      }
    }
    return Optional.empty();
  }

  Path file() {
    return table.file();
  }

  /** What must be said with what is made of the data. */
  Optional<String> doc() {
    return block.doc().map(org.cartc.compiler.syntax.Doc::text);
  }

  Optional<String> idColumn() {
    return columns(TopLevel.Column.Id.class).stream().map(id -> id.column().text()).findFirst();
  }

  int rows() {
    return table.rows();
  }

  String id(int row) {
    return idColumn().map(column -> table.text(row, column)).orElse(Integer.toString(row + 1));
  }

  private <C extends TopLevel.Column> List<C> columns(Class<C> kind) {
    return block.columns().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What a row says about parameters and initial values. */
  List<Assigned> parameters(int row, Scope scope, LowerFormula formulas, Diagnostics diagnostics) {
    List<Assigned> assigned = new ArrayList<>();
    for (TopLevel.Column.Parameter column : columns(TopLevel.Column.Parameter.class)) {
      Optional<Names.Entry> entry = scope.names().find(column.path().text(), "");
      if (entry.isEmpty()) {
        diagnostics.add(scope.names().unknown(column.path().text(), column.path().span()));
        continue;
      }
      Unit unit = scope.unitOf(entry.get()).orElse(Unit.ONE);
      Formula value = cell(row, column.column(), column.unit(), column.as(), unit, formulas, diagnostics);
      Assigned.of(entry.get(), value, column.path().span(), diagnostics).ifPresent(assigned::add);
    }
    return assigned;
  }

  /** A dose of the table: into which compartment, how much and when. */
  record Given(String compartment, Formula amount, double time, Span span) {}

  /** The doses of a row. */
  List<Given> doses(int row, Scope scope, LowerFormula formulas, Diagnostics diagnostics) {
    List<Given> given = new ArrayList<>();
    Optional<TopLevel.Column.Time> time = columns(TopLevel.Column.Time.class).stream().findFirst();
    if (time.isEmpty()) {
      diagnostics.add(Diagnostic.error("E0504", "`" + block.name().text() + "` has doses but no column of times").at(block.name().span())
          .help("name it:  time day [day]"));
      return given;
    }
    for (TopLevel.Column.Dose column : columns(TopLevel.Column.Dose.class)) {
      Optional<Names.Entry> entry = scope.names().find(column.compartment().text(), "")
          .filter(e -> e.kind() == Names.Kind.COMPARTMENT);
      if (entry.isEmpty()) {
        diagnostics.add(scope.names().unknown(column.compartment().text(), column.compartment().span()));
        continue;
      }
      Unit unit = scope.unitOf(entry.get()).orElse(Unit.ONE);
      Formula amount = cell(row, column.column(), Optional.of(column.unit()).flatMap(u -> u), column.as(), unit, formulas, diagnostics);
      Formula at = cell(row, time.get().column(), Optional.of(time.get().unit()), Optional.empty(), scope.time(), formulas, diagnostics);
      double day = ((Formula.Number) at).value();
      if (day < 0) {
        diagnostics.add(TableDiagnostic.of(table.fault(row, table.column(time.get().column().text()),
            "a dose cannot be given before the start of the run, which is time 0")));
      }
      given.add(new Given(entry.get().path(), amount, day, column.compartment().span()));
    }
    return given;
  }

  private Formula cell(int row, Name column, Optional<UnitText> unit, Optional<Expression> as, Unit target, LowerFormula formulas,
      Diagnostics diagnostics) {
    double number = table.number(row, column.text());
    Optional<Unit> written = unit.flatMap(u -> Scope.unit(u, diagnostics::add));
    Typed cell = new Typed(new Formula.Number(number), written, unit.isEmpty());
    if (as.isPresent()) {
      Map<String, Typed> locals = new LinkedHashMap<>();
      locals.put(column.text(), cell);
      return formulas.in(target, as.get(), locals);
    }
    if (!cell.fits(target)) {
      diagnostics.add(Diagnostic.error("E0306", "column `" + column.text() + "` is in " + written.map(Unit::describe).orElse("1")
          + ", but " + target.describe() + " is needed").at(unit.map(UnitText::span).orElse(column.span()))
          .help("give the unit that the file has, of the same dimension as [" + target.text() + "]"));
    }
    return cell.in(target);
  }
}
