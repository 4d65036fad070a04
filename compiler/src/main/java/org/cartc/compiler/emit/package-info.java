/**
 * How do sorted equations become bytecode? The only place that knows the class file: equal parts are computed once, large methods are
 * cut into chunks, and every number has a slot.
 */
package org.cartc.compiler.emit;
