/**
 * What is a {@code .cart} file? Its tokens, where its statements end, which words it knows, and its grammar.
 */
package org.cartc.grammar;
