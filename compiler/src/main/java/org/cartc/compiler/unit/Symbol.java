package org.cartc.compiler.unit;

import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * One word of a unit: a name of the table, with its prefix, or a number.
 *
 * @param text how it is written
 * @param scale its size in base units
 * @param dimension its exponents, none of them zero; empty for a number and for {@code %}
 */
record Symbol(String text, BigFraction scale, Map<Dimension, Integer> dimension) {
  Symbol {
    dimension = Map.copyOf(dimension);
  }
}
