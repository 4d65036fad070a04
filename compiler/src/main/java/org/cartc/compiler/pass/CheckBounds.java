package org.cartc.compiler.pass;

import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Write;

/** The value of every parameter lies within its bounds, and these span a range; where they are numbers. */
public final class CheckBounds {
  private CheckBounds() {}

  /** @param model with its units converted */
  public static void of(Model model, Diagnostics diagnostics) {
    for (Model.Parameter parameter : model.parameters()) {
      parameter.bounds().ifPresent(bounds -> check(parameter, bounds, diagnostics));
    }
  }

  private static void check(Model.Parameter parameter, Model.Bounds bounds, Diagnostics diagnostics) {
    double value = number(parameter.value());
    double lower = number(bounds.lower());
    double upper = number(bounds.upper());
    String range = text(bounds.lower()) + " .. " + text(bounds.upper());
    if (lower > upper) {
      diagnostics.add(fault("the bounds of `" + parameter.path() + "` are in the wrong order", bounds.lower(), parameter)
          .help("the smaller one stands first:  in " + text(bounds.upper()) + " .. " + text(bounds.lower())));
    } else if (value < lower || value > upper) {
      diagnostics.add(fault("the value of `" + parameter.path() + "` is " + text(parameter.value()) + ", outside its bounds " + range,
          parameter.value(), parameter)
          .help("change the value or the bounds"));
    }
    if (bounds.log() && lower <= 0) {
      diagnostics.add(fault("a log scale for `" + parameter.path() + "` needs a lower bound above 0", bounds.lower(), parameter)
          .help("raise the bound " + text(bounds.lower()) + ", or leave out `log`"));
    }
  }

  private static Diagnostic fault(String message, Expr place, Model.Parameter parameter) {
    return Diagnostic.error("E0216", message).at(place instanceof Expr.Located located ? located.span() : parameter.span());
  }

  /** NaN where it is no number by itself, so that no comparison holds. */
  private static double number(Expr expr) {
    return Simplify.expression(Exprs.stripped(expr)) instanceof Expr.Constant c ? c.value() : Double.NaN;
  }

  /** As it was written, with its unit. */
  private static String text(Expr expr) {
    return expr instanceof Expr.Located located ? located.span().text() : Write.expression(expr);
  }
}
