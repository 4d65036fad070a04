/**
 * What does a compiled model offer to whoever simulates it? The contract that generated classes implement, and the layout of their
 * states, parameters and observed quantities.
 */
package org.cartc.runtime.model;
