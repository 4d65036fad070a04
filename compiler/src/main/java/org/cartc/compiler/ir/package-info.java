/**
 * What is a model once its names are resolved? Compartments, parameters, rates, constraints and events with their expressions, and a
 * slow evaluator that says what each expression means.
 */
package org.cartc.compiler.ir;
