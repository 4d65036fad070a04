/** What stands behind the codes of diagnostics: the rule, why it is one, and an example of either kind. */
package org.cartc.compiler.explain;
