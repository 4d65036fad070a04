/**
 * How are results read in a browser? One page that contains everything it shows.
 */
package org.cartc.runtime.report;
