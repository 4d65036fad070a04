/** How a file is laid out: indentation, blanks and columns. Every token, comment and line break of a statement stays. */
package org.cartc.compiler.format;
