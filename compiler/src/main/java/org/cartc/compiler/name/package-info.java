/**
 * What does each name mean? Files and the library are loaded, extensions are added to their models, names become full paths, and
 * functions are written out.
 */
package org.cartc.compiler.name;
