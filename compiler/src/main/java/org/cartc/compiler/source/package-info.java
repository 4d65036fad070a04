/**
 * Where does a piece of text stand? Files as they were read, and places in them.
 */
package org.cartc.compiler.source;
