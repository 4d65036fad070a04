package org.cartc.compiler.pass;

import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;

/** Turns numbers with units into plain numbers. */
public final class ConvertUnits {
  private ConvertUnits() {}

  public static Model apply(Model model, Diagnostics diagnostics) {
    return model.map(ConvertUnits::plain);
  }

  public static Expr plain(Expr expr) {
    return expr instanceof Expr.Measured m ? Expr.constant(m.value()) : Exprs.mapParts(expr, ConvertUnits::plain);
  }
}
