/**
 * How does a figure look? A description of panels and series becomes marks, and the marks become SVG and PNG without any font of the
 * machine.
 */
package org.cartc.runtime.plot;
