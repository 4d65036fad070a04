package org.cartc.compiler.emit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.pass.Differentiate;
import org.cartc.compiler.pass.Simplify;
import org.cartc.compiler.structure.Structure;

/**
 * Adds to a structure the rates of change of its unknowns, and of what they follow from: dF/dt = 0 along a solution, so that
 * du/dt = -(F_t + sum of F_q dq/dt) / F_u. Modes are frozen.
 */
final class Carry {
  private static final String CLOCK = "time'";

  private final Structure structure;
  private final Map<String, Structure.Solved> solved;
  private final Map<String, Expr> definitions;
  private final Map<String, Boolean> moving = new HashMap<>();

  private Carry(Structure structure) {
    this.structure = structure;
    solved = structure.solved().stream().collect(Collectors.toMap(Structure.Solved::unknown, s -> s));
    definitions = new LinkedHashMap<>(structure.definitions());
  }

  /** The structure with the definition {@link #rateOf} every unknown that moves. */
  static Structure of(Structure structure) {
    Carry carry = new Carry(structure);
    for (Structure.Solved constraint : structure.solved()) {
      if (!carry.moves(constraint.unknown())) {
        carry.definitions.put(rateOf(constraint.unknown()), Expr.ZERO);
      }
    }
    return new Structure(structure.model(), structure.states(), carry.definitions, structure.solved(), structure.blocks(),
        structure.derivatives(),
        structure.conditions(), structure.constants());
  }

  /** The path of the rate of change of a quantity; no name of the language can be this. */
  static String rateOf(String path) {
    return path + "'";
  }

  /** The derivative of a residual in its unknown, which is the divisor of the unknown's rate of change. */
  static Expr slope(Structure.Solved constraint) {
    return Differentiate.expression(constraint.residual(), constraint.unknown());
  }

  private boolean moves(String path) {
    Boolean known = moving.get(path);
    if (known == null) {
      Expr rate = Simplify.expression(rate(path));
      known = !rate.equals(Expr.ZERO);
      moving.put(path, known);
      if (known) {
        definitions.put(rateOf(path), rate);
      }
    }
    return known;
  }

  private Expr rate(String path) {
    if (structure.derivatives().containsKey(path)) {
      return Exprs.stripped(structure.derivatives().get(path));
    }
    Structure.Solved constraint = solved.get(path);
    if (constraint != null) {
      return new Expr.Negate(Expr.divide(along(constraint.residual(), path), slope(constraint)));
    }
    Expr definition = structure.definitions().get(path);
    return definition == null ? Expr.ZERO : along(definition, "");
  }

  /** The rate of change of an expression while one of its symbols is held. */
  private Expr along(Expr expr, String held) {
    Expr clocked = clocked(Exprs.stripped(expr));
    Expr sum = Differentiate.expression(clocked, CLOCK);
    for (String path : Exprs.symbols(clocked)) {
      if (!path.equals(held) && !path.equals(CLOCK) && moves(path)) {
        sum = Expr.add(sum, Expr.multiply(Differentiate.expression(clocked, path), Expr.symbol(rateOf(path))));
      }
    }
    return Simplify.expression(Exprs.substitute(sum, symbol -> symbol.path().equals(CLOCK) ? new Expr.Time() : symbol));
  }

  private static Expr clocked(Expr expr) {
    return expr instanceof Expr.Time ? Expr.symbol(CLOCK) : Exprs.mapParts(expr, Carry::clocked);
  }
}
