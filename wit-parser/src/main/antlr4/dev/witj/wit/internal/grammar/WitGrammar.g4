/** The structure of WIT. What a token stream alone cannot tell is checked when the tree is built. */
parser grammar WitGrammar;

options {
  tokenVocab = WitLexer;
}

file: topItem* EOF;

topItem: attribute* (packageItem | topUse | interfaceItem | worldItem);

packageItem: PACKAGE packageName (SEMICOLON | LBRACE topItem* RBRACE);
packageName: id COLON id (AT VERSION)?;

topUse: USE usePath (AS id)? SEMICOLON;
usePath: id (COLON id SLASH id (AT VERSION)?)?;

interfaceItem: INTERFACE id interfaceBody;
interfaceBody: LBRACE interfaceMember* RBRACE;
interfaceMember: attribute* (useItem | typeItem | funcItem);

useItem: USE usePath DOT LBRACE (useName (COMMA useName)* COMMA?)? RBRACE SEMICOLON;
useName: id (AS id)?;

funcItem: id COLON funcType SEMICOLON;
funcType: ASYNC? FUNC signature;
signature: LPAREN (param (COMMA param)* COMMA?)? RPAREN (ARROW type)?;
param: id COLON type;

worldItem: WORLD id LBRACE worldMember* RBRACE;
worldMember: attribute* (importItem | exportItem | useItem | typeItem | includeItem);
importItem: IMPORT extern;
exportItem: EXPORT extern;
extern
  : usePath SEMICOLON # pathExtern
  | id COLON funcType SEMICOLON # funcExtern
  | id COLON INTERFACE interfaceBody # interfaceExtern
  | id COLON usePath SEMICOLON # namedPathExtern
  ;
includeItem: INCLUDE usePath (SEMICOLON | WITH LBRACE includeName (COMMA includeName)* COMMA? RBRACE);
includeName: id AS id;

typeItem
  : TYPE id EQUALS type SEMICOLON # aliasItem
  | RECORD id LBRACE (field (COMMA field)* COMMA?)? RBRACE # recordItem
  | VARIANT id LBRACE (variantCase (COMMA variantCase)* COMMA?)? RBRACE # variantItem
  | ENUM id LBRACE (label (COMMA label)* COMMA?)? RBRACE # enumItem
  | FLAGS id LBRACE (label (COMMA label)* COMMA?)? RBRACE # flagsItem
  | RESOURCE id (SEMICOLON | LBRACE resourceMember* RBRACE) # resourceItem
  ;
field: id COLON type;
variantCase: id (LPAREN type RPAREN)?;
label: id;
resourceMember: attribute* (constructorItem | methodItem);
constructorItem: CONSTRUCTOR signature SEMICOLON;
methodItem: id COLON STATIC? funcType SEMICOLON;

attribute: AT id LPAREN (STRING | attributeArgument (COMMA attributeArgument)*) RPAREN;
attributeArgument: id EQUALS (VERSION | id);

type
  : primitive # primitiveType
  | LIST LESS type (COMMA INTEGER)? GREATER # listType
  | MAP LESS type COMMA type GREATER # mapType
  | OPTION LESS type GREATER # optionType
  | RESULT (LESS (UNDERSCORE COMMA err=type | ok=type (COMMA err=type)?) GREATER)? # resultType
  | TUPLE LESS (type (COMMA type)* COMMA?)? GREATER # tupleType
  | FUTURE (LESS type GREATER)? # futureType
  | STREAM (LESS type GREATER)? # streamType
  | OWN LESS id GREATER # ownType
  | BORROW LESS id GREATER # borrowType
  | id # namedType
  ;
primitive
  : BOOL | S8 | U8 | S16 | U16 | S32 | U32 | S64 | U64 | F32 | F64 | CHAR | STRING_TYPE | ERROR_CONTEXT
  ;

id: ID;
