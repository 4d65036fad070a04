/**
 * What does the command line offer? Its commands, what they print, what they write beside the tables, and their exit codes.
 */
package org.cartc.compiler.cli;
