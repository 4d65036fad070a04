package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Doc;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Path;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.compiler.syntax.TopLevel;
import org.cartc.compiler.syntax.UnitText;

/** The study of a file that holds only a model: the model with its defaults, and its compartments in a figure per unit. */
public final class PlainStudy {
  /** More curves than this cannot be told apart in one figure. */
  private static final int MOST_CURVES = 8;

  private PlainStudy() {}

  public static TopLevel.Study of(TopLevel.Model model) {
    Path path = new Path(List.of(model.name()), model.name().span());
    List<StudyItem> items = new ArrayList<>();
    items.add(new StudyItem.Simulate(path, List.of(), List.of(), false, Optional.empty(), Optional.empty(), model.span()));
    Map<String, List<StudyItem.Series>> byUnit = new LinkedHashMap<>();
    for (ModelItem item : model.items()) {
      if (item instanceof ModelItem.Compartment compartment) {
        byUnit.computeIfAbsent(compartment.unit().map(UnitText::text).orElse(""), unit -> new ArrayList<>()).add(series(compartment));
      }
    }
    int figures = 0;
    for (List<StudyItem.Series> curves : byUnit.values()) {
      for (int first = 0; first < curves.size(); first += MOST_CURVES) {
        List<StudyItem.Series> some = curves.subList(first, Math.min(curves.size(), first + MOST_CURVES));
        items.add(plot(model, model.name().text() + "_" + ++figures, some));
      }
    }
    return new TopLevel.Study(model.name(), model.doc(), items, model.span());
  }

  private static StudyItem.Series series(ModelItem.Compartment compartment) {
    Span span = compartment.name().span();
    return new StudyItem.Series(new Expression.Reference(new Path(List.of(compartment.name()), span), span), Optional.empty());
  }

  private static StudyItem.Plot plot(TopLevel.Model model, String file, List<StudyItem.Series> series) {
    return new StudyItem.Plot(Optional.empty(), series, Optional.empty(), List.of(), Optional.of(new Doc(file, model.span())),
        Optional.empty(),
        List.of(), model.span());
  }
}
