/**
 * How do tables come in and go out? Comma-separated values with the place of every fault, numbers as text that reads back to the same
 * bits, and files that appear whole or not at all.
 */
package org.cartc.runtime.table;
