/** The tokens of WIT. Nothing is lost: blanks and comments go to the hidden channel. */
lexer grammar WitLexer;

options {
  superClass = dev.witj.wit.internal.CommentSkippingLexer;
}

AS: 'as';
ASYNC: 'async';
BOOL: 'bool';
BORROW: 'borrow';
CHAR: 'char';
CONSTRUCTOR: 'constructor';
ENUM: 'enum';
ERROR_CONTEXT: 'error-context';
EXPORT: 'export';
F32: 'f32';
F64: 'f64';
FLAGS: 'flags';
FROM: 'from';
FUNC: 'func';
FUTURE: 'future';
IMPORT: 'import';
INCLUDE: 'include';
INTERFACE: 'interface';
LIST: 'list';
MAP: 'map';
OPTION: 'option';
OWN: 'own';
PACKAGE: 'package';
RECORD: 'record';
RESOURCE: 'resource';
RESULT: 'result';
S16: 's16';
S32: 's32';
S64: 's64';
S8: 's8';
STATIC: 'static';
STREAM: 'stream';
STRING_TYPE: 'string';
TUPLE: 'tuple';
TYPE: 'type';
U16: 'u16';
U32: 'u32';
U64: 'u64';
U8: 'u8';
USE: 'use';
VARIANT: 'variant';
WITH: 'with';
WORLD: 'world';

ARROW: '->';
AT: '@';
COLON: ':';
COMMA: ',';
DOT: '.';
EQUALS: '=';
LBRACE: '{';
LPAREN: '(';
GREATER: '>';
LESS: '<';
RBRACE: '}';
RPAREN: ')';
SEMICOLON: ';';
SLASH: '/';
UNDERSCORE: '_';

// A whole version is one token, so that `@1.0.0-a.{b}` gives its last dot back to `use`.
VERSION: DIGIT+ '.' DIGIT+ '.' DIGIT+ ('-' IDENTIFIERS)? ('+' IDENTIFIERS)?;
INTEGER: DIGIT+;
// Wider than a label, so that `foo_bar` is one wrong name and not three strange tokens.
ID: '%'? [a-zA-Z] [a-zA-Z0-9_-]*;
STRING: '"' (~["\\\r\n] | '\\' ~[\r\n])* '"';

LINE_COMMENT: '//' ~[\n]* -> channel(HIDDEN);
// Comments nest; counting takes less than a stack of modes.
BLOCK_COMMENT: '/*' { skipBlockComment(); } -> channel(HIDDEN);
BLANK: [ \t\r\n]+ -> channel(HIDDEN);
UNKNOWN: .;

fragment DIGIT: [0-9];
fragment IDENTIFIERS: [0-9A-Za-z-]+ ('.' [0-9A-Za-z-]+)*;
