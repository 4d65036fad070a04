package org.cartc.compiler.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;

/**
 * Gives every mechanism (or rate) that runs may scale or block a factor: a parameter with the nominal value 1 that multiplies its rates.
 */
public final class Scale {
  private Scale() {}

  /** The path of the factor of a mechanism or rate. */
  public static String factor(String target) {
    return "scale(" + target + ")";
  }

  /** @param targets full paths of mechanisms or rates */
  public static Model apply(Model model, List<String> targets) {
    List<Model.Parameter> parameters = new ArrayList<>(model.parameters());
    List<Model.Rate> rates = model.rates();
    for (String target : targets) {
      parameters.add(new Model.Parameter(factor(target), "", "1", Expr.ONE, Optional.empty(), "factor of " + target, "", model.span()));
      rates = rates.stream().map(rate -> isOf(rate, target) ? scaled(rate, factor(target)) : rate).toList();
    }
    return model.withParameters(parameters).withRates(rates);
  }

  /** Whether a rate is, or belongs to, the target. */
  public static boolean isOf(Model.Rate rate, String target) {
    return rate.path().equals(target) || rate.mechanism().equals(target) || rate.mechanism().startsWith(target + ".");
  }

  private static Model.Rate scaled(Model.Rate rate, String factor) {
    return new Model.Rate(rate.path(), rate.mechanism(), rate.from(), rate.to(), rate.unit(),
        Expr.multiply(Expr.symbol(factor), rate.value()), rate.guard(), rate.doc(), rate.span());
  }
}
