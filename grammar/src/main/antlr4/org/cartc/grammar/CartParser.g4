/**
 * The grammar of `.cart`. A newline reaches the parser as NL only where it ends a statement, and so does `;` (see StatementEnds).
 *
 * Rules whose name ends in `Line` hold one statement or nothing, those in `Header` what stands before a block: errors are
 * caught there and nowhere else, so that a fault costs one statement.
 */
parser grammar CartParser;

options { tokenVocab = CartLexer; }

file: topLine (NL topLine)* EOF;
topLine: top?;
top: use | model | extension | protocol | table | fit | study | numerics | claim | compare | function;

// Texts of the command line
loneExpression: NL? expression NL? EOF;
loneSetting: NL? setting NL? EOF;
loneModifier: NL? modifier NL? EOF;

// Models
use: USE imported (COMMA imported)* (AS name (WITH setting (COMMA setting)*)?)?;
imported: STRING | path;

model: modelHeader modelBlock;
modelHeader: MODEL name doc?;
extension: extensionHeader modelBlock;
extensionHeader: EXTEND path (AS name)? doc?;
mechanism: mechanismHeader modelBlock;
mechanismHeader: MECHANISM name doc?;

modelBlock: LBRACE modelLine (NL modelLine)* RBRACE;
modelLine: modelItem?;
modelItem: cite | timeUnit | use | switch | REPLACE? declaration | mechanism | event | check | test;
declaration: compartment | parameter | let | function | rate | derivative | constraint | equilibrium;

cite: CITE (DOI | STRING);
timeUnit: TIME UNIT;
switch: SWITCH name ASSIGN (ON | OFF) doc?;
compartment: COMPARTMENT quantity;
parameter: PARAM quantity;
quantity: name UNIT? (ASSIGN expression)? bounds? doc? cite?;
bounds: IN sum RANGE sum LOG?;
let: (LET | OUTPUT) name UNIT? ASSIGN expression doc?;
function: FUN name LPAREN formals? RPAREN UNIT? ASSIGN expression doc?;
formals: formal (COMMA formal)*;
formal: name UNIT? (ASSIGN expression)?;
rate: RATE name COLON source=path? ARROW target=path? UNIT? ASSIGN expression (WHILE guard=expression)? doc?;
derivative: D SLASH DT path ASSIGN expression (WHILE guard=expression)? doc?;
constraint: CONSTRAINT name doc? SOLVE (unknown | LPAREN unknown (COMMA unknown)* RPAREN) SUCH THAT equation (AND equation)*;
unknown: name UNIT? IN sum RANGE sum;
equation: sum EQUAL sum;
equilibrium: EQUILIBRIUM paths (WHEN path)?;

check: CHECK (CONSERVED expression (WITHOUT paths)? | expression) doc?;

event: eventHeader eventBlock;
eventHeader: WHEN sum (RISES ABOVE | FALLS BELOW) sum ONCE? (AS name)? doc?;
eventBlock: LBRACE eventLine (NL eventLine)* RBRACE;
eventLine: effect?;
effect: setting | dose | modifier | STOP;

test: testHeader testBlock;
testHeader: TEST doc (WITH testGiven (COMMA testGiven)*)?;
testGiven: setting | path;
testBlock: LBRACE testLine (NL testLine)* RBRACE;
testLine: expectation?;
expectation: EXPECT expression;

// Doses and changes of a model
protocol: protocolHeader protocolBlock;
protocolHeader: PROTOCOL name (LPAREN formals? RPAREN)? doc?;
protocolBlock: LBRACE protocolLine (NL protocolLine)* RBRACE;
protocolLine: protocolItem?;
protocolItem: let | dose | infusion | modifier;

dose: DOSE amount (COMMA amount)* (AT sum)? repeat?;
infusion: INFUSE amount (COMMA amount)* (AT at=sum)? OVER over=sum repeat?;
amount: path sum;
repeat: EVERY sum TIMES sum;

setting: path ASSIGN expression;
modifier
  : SET setting # setModifier
  | WITHOUT mechanisms # withoutModifier
  | ONLY mechanisms # onlyModifier
  | BLOCK mechanisms BY sum window # blockModifier
  | SCALE paths BY sum window # scaleModifier
  | ATTRIBUTE path BY MECHANISM # attributeModifier
  ;
mechanisms: EACH MECHANISM | paths;
window: (FROM from=sum)? (UNTIL until=sum)?;

// Tables and fits
table: tableHeader tableBlock;
tableHeader: DATA name FROM place=doc title=doc?;
tableBlock: LBRACE tableLine (NL tableLine)* RBRACE;
tableLine: column?;
column
  : ID name # idColumn
  | TIME name UNIT # timeColumn
  | PARAM path origin # parameterColumn
  | DOSE path origin # doseColumn
  | COVARIATE name UNIT? (CONSTANT | LOCF | NOCB | LINEAR) # covariateColumn
  | BELOW sum CENSORED paths # censoredColumn
  | name origin # measuredColumn
  ;
origin: FROM name UNIT? (AS expression)?;

fit: fitHeader fitBlock;
fitHeader: FIT name doc? (EACH key=name OF data=path)? (AFTER paths)?;
fitBlock: LBRACE fitLine (NL fitLine)* RBRACE;
fitLine: fitItem?;
fitItem: simulate | observe | vary | optimise | let | modifier | seed;
observe: OBSERVE observed (COMMA observed)*;
observed: expression AS path;

// Studies
study: studyHeader studyBlock;
studyHeader: STUDY name doc?;
studyBlock: LBRACE studyLine (NL studyLine)* RBRACE;
studyLine: studyItem?;
studyItem
  : simulate | forEach | scenario | scenarios | let | modifier | vary | optimise | sensitivity | plot | useNumerics | seed | compare
  ;

simulate: SIMULATE path (WITH given (COMMA given)*)? (FROM STEADY)? (UNTIL until=sum)? (EVERY every=sum)?;
given: setting | schedule;
schedule: path (LPAREN arguments? RPAREN)?;
forEach
  : FOR EACH MECHANISM # forMechanism
  | FOR EACH name OF path # forRow
  | FOR path IN expression (COMMA expression)* # forValues
  | FOR path ASSIGN from=sum RANGE to=sum POINTS points=sum LOG? # forRange
  ;

scenario: scenarioHeader scenarioBlock?;
scenarioHeader: SCENARIO name doc? (WITH given (COMMA given)*)?;
scenarioBlock: LBRACE scenarioLine (NL scenarioLine)* RBRACE;
scenarioLine: scenarioItem?;
scenarioItem: setting | modifier;

scenarios: scenariosHeader rowBlock;
scenariosHeader: SCENARIOS (OF path)? LPAREN paths RPAREN;
rowBlock: LBRACE rowLine (NL rowLine)* RBRACE;
rowLine: row?;
row: name COLON expression (COMMA expression)* doc?;

vary: VARY varied (COMMA varied)*;
varied: path bounds?;
optimise: (MINIMISE | MAXIMISE) expression (BY method (THEN method)*)?;
method: path (LPAREN arguments? RPAREN)?;
sensitivity: SENSITIVITY OF expressions TO (ALL PARAMS | expressions) WITHIN sum BY method (AS name)?;

plot: plotHeader optionBlock?;
plotHeader
  : PLOT (kind=name OF)? series (COMMA series)* (AGAINST expression)? (BY name (COMMA name)*)? (AS place=doc title=doc?)?
  ;
series: expression doc?;
optionBlock: LBRACE optionLine (NL optionLine)* RBRACE;
optionLine: option?;
option: name+ (sum (RANGE sum)?)? doc?;

useNumerics: NUMERICS path;
seed: SEED sum;

// Comparison, numerics, claims
compare: COMPARE path WITH variant (COMMA variant)* BY method;
variant: (FULL | (WITHOUT | ONLY) (EACH MECHANISM | path (AND path)*)) (AS name)?;

numerics: numericsHeader numericsBlock;
numericsHeader: NUMERICS name (OF path)? doc?;
numericsBlock: LBRACE numericsLine (NL numericsLine)* RBRACE;
numericsLine: numericsItem?;
numericsItem
  : CONSTRAINT path BY method (TOLERANCE sum)? # iteration
  | GRID sum NEXT? # grid
  | ABSOLUTE (amount (COMMA amount)* | sum) # absolute
  | method (STEP step=sum)? (TOLERANCE tolerance=sum)? # integrator
  ;

claim: claimHeader claimBlock;
claimHeader: CLAIM doc;
claimBlock: LBRACE claimLine (NL claimLine)* RBRACE;
claimLine: claimItem?;
claimItem
  : VALUE expression # claimValue
  | PUBLISHED expression (WITHIN sum)? # claimPublished
  | EXPECT expression # claimExpect
  | KIND name # claimKind
  | SOURCE doc # claimSource
  ;

// Expressions
expressions: expression (COMMA expression)*;
expression
  : (FIRST | LAST) TIME expression # foundTime
  | IF condition=expression THEN yes=expression ELSE no=expression # conditional
  | disjunction # plain
  ;
disjunction: conjunction (OR conjunction)*;
conjunction: negation (AND negation)*;
negation: NOT negation | comparison;
/** More than two readings are reported by the builder of the tree, which can name the edit. */
comparison: reading (relation reading)*;
relation: EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL;
reading: curve=sum (AT time=sum)? (WHERE name ASSIGN key=sum)?;
sum: product ((PLUS | MINUS) product)*;
product: signed ((TIMES_SIGN | SLASH) signed)*;
signed: MINUS signed | power;
power: primary (POWER exponent)?;
exponent: MINUS exponent | power;
primary
  : NUMBER PERCENT? UNIT? # number
  | LPAREN expression RPAREN UNIT? # bracket
  | path LPAREN arguments? RPAREN # call
  | path UNIT? # reference
  ;
arguments: argument (COMMA argument)*;
argument: (name ASSIGN)? expression;

doc: STRING;
paths: path (COMMA path)*;
path: name (DOT name)*;
name
  : NAME | ABOVE | ABSOLUTE | AFTER | AGAINST | ALL | AS | AT | ATTRIBUTE | BELOW | BLOCK | BY | CENSORED | CHECK | CITE | COMPARE | CONSERVED
  | CONSTANT | COVARIATE | D | DATA | DOSE | DT | EACH | EVERY | EXPECT | FALLS | FIRST | FOR | FROM | FULL | GRID | ID | IN | INFUSE
  | KIND | LAST | LINEAR | LOCF | LOG | MAXIMISE | MINIMISE | NEXT | NOCB | NUMERICS | OBSERVE | OF | OFF | ON | ONCE | ONLY | OVER
  | PARAMS | PLOT | POINTS | PUBLISHED | REPLACE | RISES | SCALE | SCENARIO | SCENARIOS | SEED | SENSITIVITY | SET | SIMULATE | SOLVE
  | SOURCE | STEADY | STEP | STOP | SUCH | SWITCH | TEST | THAT | TIME | TIMES | TO | TOLERANCE | UNTIL | USE | VALUE | VARY | WHEN | WHERE
  | WHILE | WITH | WITHIN | WITHOUT
  ;
