package org.cartc.runtime.integrate;

/**
 * An event that happened or a guard that switched.
 *
 * @param condition its index
 * @param time when
 * @param holds whether the condition holds from then on
 */
public record Occurrence(int condition, double time, boolean holds) {}
