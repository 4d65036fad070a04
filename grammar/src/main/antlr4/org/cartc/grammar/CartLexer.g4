/** The tokens of a `.cart` file. Comments and blanks go to the hidden channel, so that a formatter can find them again. */
lexer grammar CartLexer;

options { superClass = WordLexer; }

// The words of the language, written as their token in lower case. They are read as a NAME, and WordLexer looks them up: as rules of
// their own they would make up nine tenths of the lexer, all of it walked through at the first letters of every start.
tokens {
  // Hard words: they begin a block or a declaration, or join expressions, and are never names.
  MODEL, EXTEND, MECHANISM, PROTOCOL, STUDY, CLAIM, FIT, COMPARTMENT, PARAM, LET, FUN, RATE, CONSTRAINT, OUTPUT, EQUILIBRIUM, AND, OR,
  NOT, IF, THEN, ELSE,

  // Soft words: keywords by their position, names elsewhere (rule `name` of the parser lists them again).
  ABOVE, ABSOLUTE, AFTER, AGAINST, ALL, AS, AT, ATTRIBUTE, BELOW, BLOCK, BY, CENSORED, CHECK, CITE, COMPARE, CONSERVED, CONSTANT, COVARIATE, D,
  DATA, DOSE, DT, EACH, EVERY, EXPECT, FALLS, FIRST, FOR, FROM, FULL, GRID, ID, IN, INFUSE, KIND, LAST, LINEAR, LOCF, LOG, MAXIMISE,
  MINIMISE, NEXT, NOCB, NUMERICS, OBSERVE, OF, OFF, ON, ONCE, ONLY, OVER, PARAMS, PLOT, POINTS, PUBLISHED, REPLACE, RISES, SCALE,
  SCENARIO, SCENARIOS, SEED, SENSITIVITY, SET, SIMULATE, SOLVE, SOURCE, STEADY, STEP, STOP, SUCH, SWITCH, TEST, THAT, TIME, TIMES, TO,
  TOLERANCE, UNTIL, USE, VALUE, VARY, WHEN, WHERE, WHILE, WITH, WITHIN, WITHOUT
}

NAME: [A-Za-z_] [A-Za-z0-9_]*;
NUMBER: DIGIT+ ('.' DIGIT+)? EXPONENT?;
STRING: '"' CHARACTER* '"';
/** What stands in square brackets; its text has a grammar of its own. */
UNIT: '[' ~[\][\r\n;{}"=#]* ']';
DOI: 'doi:' ~[ \t\r\n;{}"]+;

LPAREN: '(';
RPAREN: ')';
LBRACE: '{';
RBRACE: '}';
COMMA: ',';
COLON: ':';
SEMICOLON: ';';
ARROW: '->';
RANGE: '..';
DOT: '.';
ASSIGN: '=';
PLUS: '+';
MINUS: '-';
TIMES_SIGN: '*';
SLASH: '/';
POWER: '^';
PERCENT: '%';
EQUAL: '==';
NOT_EQUAL: '!=';
LESS: '<';
LESS_OR_EQUAL: '<=';
GREATER: '>';
GREATER_OR_EQUAL: '>=';

/** The end of a line; only those that end a statement reach the parser. */
NL: '\r\n' | '\r' | '\n';
BLANK: [ \t\f\u000B\u00A0\u2000-\u200A\u202F\u3000\uFEFF]+ -> channel(HIDDEN);
COMMENT: '#' ~[\r\n]* -> channel(HIDDEN);

// What is written wrongly but has one likely meaning: a diagnostic and a repair, never the parser's business.
UNCLOSED_STRING: '"' CHARACTER* '\\'?;
UNCLOSED_UNIT: '[' ~[\][\r\n;{}"=#,]*;
FOREIGN_OPERATOR: '**' | '=>' | '=<' | '<>' | '...' | '&&' | '||' | '&' | '|' | '!' | ':=';
FOREIGN_NAME: WORD_START WORD_PART*;
UNKNOWN: .;

fragment DIGIT: [0-9];
fragment EXPONENT: [eE] [+-]? DIGIT+;
fragment CHARACTER: ~["\\\r\n] | '\\' ~[\r\n];
// Beyond ASCII, WordLexer says what is a letter: the sets of Unicode would have to be read at every start.
fragment WORD_START: [A-Za-z_] | [\u0080-\uFFFF] { isLetter() }?;
fragment WORD_PART: [A-Za-z0-9_] | [\u0080-\uFFFF] { isWordPart() }?;
