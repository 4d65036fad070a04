/** In what do two models differ? */
package org.cartc.compiler.difference;
