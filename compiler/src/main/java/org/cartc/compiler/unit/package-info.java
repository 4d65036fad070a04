/**
 * What is a unit? Exact factors and exponents, the table of symbols, and the reading of what stands in brackets.
 */
package org.cartc.compiler.unit;
