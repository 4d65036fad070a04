package org.cartc.compiler.unit;

import org.cartc.compiler.ir.Expr;

/** An expression with its place and its unit, as one of those that do not fit together. */
record Side(Expr expr, Place place, Unit unit) {}
