/**
 * What does a system of equations do over time? Methods and their steps, doses and windows as exact stops, edges of conditions, and
 * the solution with its pieces.
 */
package org.cartc.runtime.integrate;
