package org.cartc.compiler.syntax;

import java.util.List;
import java.util.Optional;
import org.cartc.compiler.source.Span;

/** A block or statement of a file. */
public sealed interface TopLevel
    permits ModelItem.Use, ModelItem.Function, TopLevel.Model, TopLevel.Extend, TopLevel.Protocol, TopLevel.Table, TopLevel.Fit,
    TopLevel.Study, TopLevel.Numerics, TopLevel.Claim, TopLevel.Compare {
  Span span();

  record Model(Name name, Optional<Doc> doc, List<ModelItem> items, Span span) implements TopLevel {}

  /** {@code extend base { }} adds to a model; {@code extend base as name { }} makes a new one. */
  record Extend(Path base, Optional<Name> as, Optional<Doc> doc, List<ModelItem> items, Span span) implements TopLevel {}

  record Protocol(Name name, List<ModelItem.Formal> formals, Optional<Doc> doc, List<ProtocolItem> items, Span span)
      implements TopLevel {}

  /** {@code data name from "file.csv" "doc" { columns }}. */
  record Table(Name name, Doc file, Optional<Doc> doc, List<Column> columns, Span span) implements TopLevel {}

  /** What a column of a table is. */
  sealed interface Column {
    Span span();

    /** {@code id patient}. */
    record Id(Name column, Span span) implements Column {}

    /** {@code time day [day]}. */
    record Time(Name column, UnitText unit, Span span) implements Column {}

    /** {@code param T_P from TP0 [cell] as expression}. */
    record Parameter(Path path, Name column, Optional<UnitText> unit, Optional<Expression> as, Span span) implements Column {}

    /** {@code dose C_I from amount [cell] as expression}. */
    record Dose(Path compartment, Name column, Optional<UnitText> unit, Optional<Expression> as, Span span) implements Column {}

    /** {@code carT from copies [copy/ug] as expression}. */
    record Measured(Name name, Name column, Optional<UnitText> unit, Optional<Expression> as, Span span) implements Column {}

    /** {@code covariate burden [cell] constant}. */
    record Covariate(Name column, Optional<UnitText> unit, Name rule, Span span) implements Column {}

    /** {@code below 2.5e5 [cell] censored carT}. */
    record Censored(Expression limit, List<Path> measured, Span span) implements Column {}
  }

  /** {@code fit name "doc" each patient of data after fits { }}. */
  record Fit(Name name, Optional<Doc> doc, Optional<Each> each, List<Path> after, List<FitItem> items, Span span) implements TopLevel {}

  record Each(Name key, Path data) {}

  record Study(Name name, Optional<Doc> doc, List<StudyItem> items, Span span) implements TopLevel {}

  /** {@code compare fit with full as DAC, without each mechanism, only damps and cd40 as DC by AIC}. */
  record Compare(Path fit, List<Variant> variants, StudyItem.Method by, Span span) implements TopLevel {}

  record Variant(Kind kind, List<Path> mechanisms, boolean each, Optional<Name> as, Span span) {
    public enum Kind {
      FULL,
      WITHOUT,
      ONLY
    }
  }

  /** {@code numerics published of li2025 "doc" { }}. */
  record Numerics(Name name, Optional<Path> model, Optional<Doc> doc, List<Setting> settings, Span span) implements TopLevel {
    /** A statement of a numerics block. */
    public sealed interface Setting {
      Span span();

      /** {@code absolute T 1 [cell], I_6 1e-6 [ng/mL]}, or one number for all states, each in its unit. */
      record Absolute(List<ProtocolItem.Amount> states, Optional<Expression> all, Span span) implements Setting {}

      /** {@code rk4 step 1 [day]} or {@code tsit5 tolerance 1e-8}; names with values after the method. */
      record Integrator(StudyItem.Method method, Optional<Expression> step, Optional<Expression> tolerance, Span span) implements Setting {}

      /** {@code constraint c by fixed_point(map = ..., start = ..., tolerance = ...)}. */
      record Iteration(Path constraint, StudyItem.Method method, Optional<Expression> tolerance, Span span) implements Setting {}

      /** {@code grid 1 [day] next}. */
      record Grid(Expression interval, boolean next, Span span) implements Setting {}
    }
  }

  /** {@code claim "text" { value v; published p within w; expect c; kind exact; source "where" }}. */
  record Claim(Doc claim, Optional<Expression> value, Optional<Expression> published, Optional<Expression> within,
      Optional<Expression> expect, Optional<Name> kind, Optional<Doc> source, Span span) implements TopLevel {}
}
