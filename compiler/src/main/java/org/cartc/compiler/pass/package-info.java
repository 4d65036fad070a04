/**
 * What changes a model on its way to equations? Small functions from a model to a model: units become factors, mechanisms leave or get
 * a factor, compartments are attributed or put in equilibrium, expressions are simplified and differentiated.
 */
package org.cartc.compiler.pass;
