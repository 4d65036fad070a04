/**
 * What is the value of an unknown that an equation determines at every instant? Newton's method inside a bracket, and the plain
 * iteration of a published program.
 */
package org.cartc.runtime.constraint;
