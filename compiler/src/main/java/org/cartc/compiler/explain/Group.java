package org.cartc.compiler.explain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The pages whose codes begin in the same way.
 *
 * @param prefix such as {@code E03}
 * @param subject what the codes are about
 */
public record Group(String prefix, String subject, List<Explanation> pages) {
  /** The codes with their rules, broken at the width; ends with LF. */
  public String text(int width) {
    return Lines.broken(prefix + "  " + subject, width, "     ") + pages.stream()
        .map(page -> Lines.broken("  " + page.code() + "  " + page.rule(), width, "         ")).collect(Collectors.joining());
  }
}
