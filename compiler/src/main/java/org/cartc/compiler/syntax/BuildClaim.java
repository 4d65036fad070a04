package org.cartc.compiler.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.grammar.CartParser;

/** Builds a claim from the parser's tree; what is said twice is reported, and the first counts. */
final class BuildClaim {
  private final BuildExpression build;

  BuildClaim(BuildExpression build) {
    this.build = build;
  }

  TopLevel.Claim claim(CartParser.ClaimContext context) {
    List<CartParser.ClaimItemContext> items = context.claimBlock().claimLine().stream()
        .filter(line -> !BuildModel.unreadable(line)).map(CartParser.ClaimLineContext::claimItem).toList();
    reportRepeated(items);
    Optional<CartParser.ClaimPublishedContext> published = first(items, CartParser.ClaimPublishedContext.class);
    return new TopLevel.Claim(
        build.doc(context.claimHeader().doc()),
        first(items, CartParser.ClaimValueContext.class).map(c -> build.expression(c.expression())),
        published.map(c -> build.expression(c.expression())),
        published.flatMap(c -> build.optional(c.sum())),
        first(items, CartParser.ClaimExpectContext.class).map(c -> build.expression(c.expression())),
        first(items, CartParser.ClaimKindContext.class).map(c -> build.name(c.name())),
        first(items, CartParser.ClaimSourceContext.class).map(c -> build.doc(c.doc())),
        build.span(context));
  }

  private void reportRepeated(List<CartParser.ClaimItemContext> items) {
    Map<String, CartParser.ClaimItemContext> earlier = new HashMap<>();
    for (CartParser.ClaimItemContext item : items) {
      String word = item.getStart().getText();
      CartParser.ClaimItemContext before = earlier.putIfAbsent(word, item);
      if (before != null) {
        build.diagnostics().add(SyntaxRule.TWICE.broken("this claim already has a `" + word + "`")
            .at(build.span(item), "the second one").at(build.span(before), "the first one"));
      }
    }
  }

  private static <C extends CartParser.ClaimItemContext> Optional<C> first(List<CartParser.ClaimItemContext> items, Class<C> kind) {
    return items.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
