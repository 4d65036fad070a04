package org.cartc.compiler.study;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.name.Names;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Key;
import org.cartc.runtime.table.Table;

/** The rows of a table as choices that are made when they are asked for: of the table only its numbers are kept. */
final class OverRows extends AbstractList<Choice> {
  private final List<Names.Entry> targets;
  private final double[] numbers;
  private final int rows;

  /**
   * @param targets what each column sets: parameters and compartments
   * @throws org.cartc.runtime.table.TableFault if a cell is no number
   */
  OverRows(Table table, List<Names.Entry> targets) {
    this.targets = targets;
    this.rows = table.rows();
    int width = targets.size();
    numbers = new double[Math.multiplyExact(rows, width)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = table.number(i / width, i % width);
    }
  }

  @Override
  public Choice get(int row) {
    List<Assigned> assigned = new ArrayList<>(targets.size());
    for (int column = 0; column < targets.size(); column++) {
      Names.Entry target = targets.get(column);
      Formula value = new Formula.Number(numbers[row * targets.size() + column]);
      assigned.add(target.kind() == Names.Kind.PARAMETER ? new Assigned.ToParameter(target.path(), value)
          : new Assigned.ToCompartment(target.path(), value));
    }
    return Choice.of(new Key("row", Integer.toString(row + 1), row + 1, ""), assigned);
  }

  @Override
  public int size() {
    return rows;
  }
}
