/** The structure of WIT. What a token stream alone cannot tell is checked when the tree is built. */
parser grammar WitGrammar;

options {
  tokenVocab = WitLexer;
  contextSuperClass = dev.witj.wit.internal.SyntaxContext;
}

file: topItem* EOF;

topItem: attribute* (packageItem | topUse | interfaceItem | worldItem);

packageItem: PACKAGE packageName (SEMICOLON | LBRACE topItem* RBRACE);
packageName: ID COLON ID (AT VERSION)?;

topUse: USE usePath (AS ID)? SEMICOLON;
usePath: ID (COLON ID SLASH ID (AT VERSION)?)?;

interfaceItem: INTERFACE ID interfaceBody;
interfaceBody: LBRACE interfaceMember* RBRACE;
interfaceMember: attribute* (useItem | typeItem | funcItem);

useItem: USE usePath DOT LBRACE (useName (COMMA useName)* COMMA?)? RBRACE SEMICOLON;
useName: ID (AS ID)?;

funcItem: ID COLON funcType SEMICOLON;
funcType: ASYNC? FUNC signature;
signature: LPAREN (param (COMMA param)* COMMA?)? RPAREN (ARROW type)?;
param: ID COLON type;

worldItem: WORLD ID LBRACE worldMember* RBRACE;
worldMember: attribute* (importItem | exportItem | useItem | typeItem | includeItem);
importItem: IMPORT extern;
exportItem: EXPORT extern;
extern
  : usePath SEMICOLON # pathExtern
  | ID COLON funcType SEMICOLON # funcExtern
  | ID COLON INTERFACE interfaceBody # interfaceExtern
  | ID COLON usePath SEMICOLON # namedPathExtern
  ;
includeItem: INCLUDE usePath (SEMICOLON | WITH LBRACE includeName (COMMA includeName)* COMMA? RBRACE);
includeName: ID AS ID;

typeItem
  : TYPE ID EQUALS type SEMICOLON # aliasItem
  | RECORD ID LBRACE (field (COMMA field)* COMMA?)? RBRACE # recordItem
  | VARIANT ID LBRACE (variantCase (COMMA variantCase)* COMMA?)? RBRACE # variantItem
  | ENUM ID LBRACE (label (COMMA label)* COMMA?)? RBRACE # enumItem
  | FLAGS ID LBRACE (label (COMMA label)* COMMA?)? RBRACE # flagsItem
  | RESOURCE ID (SEMICOLON | LBRACE resourceMember* RBRACE) # resourceItem
  ;
field: ID COLON type;
variantCase: ID (LPAREN type RPAREN)?;
label: ID;
resourceMember: attribute* (constructorItem | methodItem);
constructorItem: CONSTRUCTOR signature SEMICOLON;
methodItem: ID COLON STATIC? funcType SEMICOLON;

attribute: AT ID LPAREN (STRING | attributeArgument (COMMA attributeArgument)*) RPAREN;
attributeArgument: ID EQUALS (VERSION | ID);

type
  : (BOOL | S8 | U8 | S16 | U16 | S32 | U32 | S64 | U64 | F32 | F64 | CHAR | STRING_TYPE | ERROR_CONTEXT)
  | LIST LESS type (COMMA INTEGER)? GREATER
  | MAP LESS type COMMA type GREATER
  | OPTION LESS type GREATER
  | RESULT (LESS (UNDERSCORE COMMA err=type | ok=type (COMMA err=type)?) GREATER)?
  | TUPLE LESS (type (COMMA type)* COMMA?)? GREATER
  | FUTURE (LESS type GREATER)?
  | STREAM (LESS type GREATER)?
  | OWN LESS ID GREATER
  | BORROW LESS ID GREATER
  | ID
  ;
