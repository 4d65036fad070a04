/**
 * How does a solution change with a parameter or an initial value? Tolerances for sensitivities, and their values at any time of a solution.
 */
package org.cartc.runtime.sensitivity;
