grammar Cart;
file: EOF;
WS: [ \t]+ -> skip;
