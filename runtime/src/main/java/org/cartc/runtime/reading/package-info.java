/**
 * What does a curve say? Extremes and their times, integrals, slopes, and the times at which conditions hold, from the pieces of a
 * solution and not from the recorded rows.
 */
package org.cartc.runtime.reading;
