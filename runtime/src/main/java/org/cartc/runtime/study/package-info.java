/**
 * What do many runs say together? Formulas over runs, the execution of trials on several threads, values that compare runs, and the
 * tables and figures that are made of them.
 */
package org.cartc.runtime.study;
