/**
 * How is a fault told? A diagnostic as a value (code, sentence, places, notes, an edit), and its drawing beside the source line or as
 * JSON.
 */
package org.cartc.compiler.diagnostic;
