/**
 * What does a study run? Its axes, scenarios, doses and modifiers become trials, its expressions formulas over observed quantities, its
 * plots descriptions of figures.
 */
package org.cartc.compiler.study;
