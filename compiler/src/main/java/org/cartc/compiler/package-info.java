/**
 * How does text become a compiled model? {@link org.cartc.compiler.Compiler} is the pipeline, one stage after the other.
 */
package org.cartc.compiler;
