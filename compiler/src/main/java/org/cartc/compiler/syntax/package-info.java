/**
 * What was written? The tree of a file with every digit and every place kept, the way to it from tokens, and the text made of it again.
 */
package org.cartc.compiler.syntax;
