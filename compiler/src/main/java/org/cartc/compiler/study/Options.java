package org.cartc.compiler.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Modifier;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.runtime.table.Table;

/**
 * What the command line changes in a study.
 *
 * @param settings values by path, which win over all others
 * @param over one run per row, columns are paths
 * @param data files that replace those of data blocks, by the name of the block
 * @param numerics the name of the numerics to use
 * @param modifiers as if they stood in the study
 * @param sensitivities the places of the names in which derivatives are taken
 * @param curves whether curves are recorded for a table
 */
public record Options(
    List<ModelItem.Setting> settings, Optional<Table> over, Map<String, Path> data, Optional<String> numerics, List<Modifier> modifiers,
    List<Span> sensitivities, boolean curves) {
  public static final Options NONE = new Options(List.of(), Optional.empty(), Map.of(), Optional.empty(), List.of());

  /** Options with curves and without sensitivities. */
  public Options(List<ModelItem.Setting> settings, Optional<Table> over, Map<String, Path> data, Optional<String> numerics,
      List<Modifier> modifiers) {
    this(settings, over, data, numerics, modifiers, List.of(), true);
  }
}
