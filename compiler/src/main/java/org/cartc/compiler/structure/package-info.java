/**
 * In which order are the equations computed, and which of them must be solved? Unknowns are matched to equations, definitions are
 * sorted, and conditions become modes.
 */
package org.cartc.compiler.structure;
