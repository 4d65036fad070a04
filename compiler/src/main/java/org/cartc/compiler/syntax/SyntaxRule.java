package org.cartc.compiler.syntax;

import org.cartc.compiler.diagnostic.Diagnostic;

/** The rules of writing, each with the code under which a breach of it is reported. */
public enum SyntaxRule {
  CHARACTER("E0101", "a character that means nothing here"),
  TEXT_END("E0102", "a text in quotes ends on its line"),
  UNIT_END("E0103", "a unit in square brackets ends on its line"),
  NUMBER("E0104", "a number has digits on both sides of its point, and an operator, a blank or a bracket behind it"),
  OPERATOR("E0105", "an operator of another language"),
  PARENTHESES("E0106", "every parenthesis has its partner"),
  BLOCK_END("E0107", "every block ends with a brace"),
  BLOCK_START("E0108", "a block begins with a brace"),
  STRAY_BRACE("E0109", "a closing brace belongs to a block"),
  HARD_WORD("E0110", "a word that begins a declaration or joins expressions is not a name"),
  FIRST_WORD("E0111", "a statement begins with a word that the language knows"),
  WRONG_BLOCK("E0112", "a statement stands in a block of its kind"),
  BARE_UNIT("E0113", "a unit stands in square brackets"),
  UNIT_OF_NAME("E0114", "a unit belongs to a number or to a bracket, a name has its own"),
  COMPARISON("E0115", "two values are compared with =="),
  CHAIN("E0116", "a comparison has two sides"),
  INCOMPLETE("E0117", "a statement is complete where its line ends"),
  UNEXPECTED("E0118", "what stands there belongs there"),
  NESTING("E0119", "expressions and blocks are not nested without bound"),
  NO_TEXT("E0120", "a file is a text of bounded length"),
  TWICE("E0121", "a claim says each thing once"),
  NAME_LETTERS("E0122", "a name is made of the letters a to z, A to Z, digits and _"),
  NUMBER_RANGE("E0123", "a number lies within what the computer can hold"),
  TOO_MANY("E0124", "a run shows a bounded number of faults");

  private final String code;
  private final String meaning;

  SyntaxRule(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public String code() {
    return code;
  }

  /** What the rule asks for, in one line. */
  public String meaning() {
    return meaning;
  }

  Diagnostic broken(String message) {
    return Diagnostic.error(code, message);
  }
}
