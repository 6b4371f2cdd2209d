package dev.witj.wat;

import dev.witj.diagnostics.Code;

/** What can be wrong with a WebAssembly text or script. */
public enum WatCode implements Code {
  /** A character that no token may hold. */
  UNEXPECTED_CHARACTER("unexpected character {}"),
  /** A character that no string may hold unless it is escaped. */
  CHARACTER_IN_STRING("invalid character in string {}"),
  /** A bidirectional or deprecated control that makes text read otherwise than it is. */
  CONFUSING_CHARACTER("likely-confusing unicode character found {}"),
  /** The text ends where something else must follow. */
  UNEXPECTED_END("expected {}, found the end of the text"),
  /** A comment that the text ends inside of. */
  UNTERMINATED_COMMENT("unterminated block comment"),
  /** An annotation that the text ends inside of. */
  UNCLOSED_ANNOTATION("unclosed annotation"),
  /** A string that the line or text ends inside of. */
  UNTERMINATED_STRING("unterminated string"),
  /** A text with nothing in it. */
  EMPTY_TEXT("expected at least one module field, the text is empty"),
  /** A form that the text ends inside of. */
  UNCLOSED_PARENTHESIS("unclosed parenthesis"),
  /** An escape in a string that is none, or that names no character. */
  BAD_ESCAPE("invalid string escape {}"),
  /** A Unicode escape without its opening brace. */
  UNOPENED_ESCAPE("expected '{' but found {}"),
  /** A Unicode escape that is larger than any character. */
  ESCAPE_TOO_LARGE("number is too big to parse"),
  /** A Unicode escape without its closing brace. */
  UNCLOSED_ESCAPE("expected '}' but found {}"),
  /** A Unicode escape that names no character. */
  BAD_SCALAR("invalid unicode scalar value '\\u{{}}'"),
  /** An escape with something else than hexadecimal digits. */
  BAD_HEX_DIGIT("invalid hex digit {}"),
  /** An identifier without characters. */
  BAD_IDENTIFIER("empty identifier"),
  /** An annotation without a name. */
  EMPTY_ANNOTATION("empty annotation id"),
  /** A name whose bytes are not UTF-8. */
  BAD_UTF8("malformed UTF-8 encoding"),
  /** Half a surrogate pair in a string. */
  BAD_UTF8_CHARACTER("malformed UTF-8 encoding: {}"),
  /** A file of another kind, by its first bytes. */
  OTHER_FILE("`{}` is {}, neither a binary nor its text"),
  /** A file that is no text. */
  NOT_TEXT("input `{}` is neither a binary nor UTF-8 text"),
  /** Another token than the grammar wants here. */
  UNEXPECTED_TOKEN("unexpected token `{}`, expected {}"),
  /** A parameter of a block with a name. */
  NAMED_BLOCK_PARAMETER("block parameters have no names"),
  /** A parameter of an indirect call's type with a name. */
  NAMED_CALL_PARAMETER("the parameters of an indirect call have no names"),
  /** An {@code end} or {@code else} outside of any block. */
  NO_BLOCK("unexpected `{}`: it closes or splits no block"),
  /** An instruction that cannot be folded where it is. */
  UNEXPECTED_FORM("unexpected `({}`"),
  /** An identifier for a type that several imports have. */
  NAMED_SHARED_TYPE("a type that imports share has no identifier"),
  /** An export name in a reference to what no core instance exports. */
  NOT_A_CORE_EXPORT(
      "core instances cannot export this kind of item, so an export name cannot be used to resolve"
          + " this reference"),
  /** A reference to a core definition that does not say so. */
  MISSING_CORE(
      "the `core` keyword is required in this reference: `({} ...)` should be written `(core {}"
          + " ...)`"),
  /** A reference to an export of a core instance that is not written as one. */
  UNNESTED_EXPORT_NAME(
      "an export name must be written inside a nested reference: `({} $i \"name\")` should be"
          + " written `({} (core {} $i \"name\"))`"),
  /** More text after the module or component. */
  EXTRA_TOKENS("extra tokens remaining after the module"),
  /** WIT where the text of a binary is needed. */
  LOOKS_LIKE_WIT("expected `(`, found what looks like WIT"),
  /** Another kind of token than the grammar wants here. */
  UNEXPECTED_TOKEN_KIND("unexpected token: found {}, expected {}"),
  /** A number that is not written as one. */
  BAD_NUMBER("expected a number after `{}`"),
  /** A page size that cannot be written in the format. */
  BAD_PAGE_SIZE("invalid custom page size"),
  /** A number outside its type's range. */
  NUMBER_OUT_OF_RANGE("invalid {}{} number: constant out of range"),
  /** A number that no index or size can be. */
  U64_OUT_OF_RANGE("invalid u64 number: constant out of range"),
  /** A floating-point number that is larger than its type can hold. */
  FLOAT_OUT_OF_RANGE("invalid float value: constant out of range"),
  /** An instruction that does not exist. */
  UNKNOWN_OPERATOR("unknown operator or unexpected token: `{}`"),
  /** An identifier that names nothing. */
  UNKNOWN_IDENTIFIER("unknown {}: failed to find name `${}`"),
  /** A definition of an outer component that cannot be taken into this one. */
  OUTSIDE_OF_COMPONENT(
      "unknown {}: `${}` is outside of this component, which only modules, components and types can"
          + " be taken from"),
  /** An alias of more levels outwards than there are. */
  OUTER_COUNT("outer count of `{}` is too large"),
  /** An outer component that is not there. */
  UNKNOWN_COMPONENT("outer component `${}` not found"),
  /** An identifier given twice in one index space. */
  DUPLICATE_IDENTIFIER("duplicate {} identifier `${}`"),
  /** A label after {@code end} or {@code else} that is not the block's. */
  MISMATCHED_LABEL("mismatching label"),
  /** A type use whose inline signature is not the one it refers to. */
  TYPE_MISMATCH("inline function type doesn't match type reference"),
  /** An alignment that is no power of two, or too large. */
  BAD_ALIGNMENT("alignment must be a power of two"),
  /** An import that follows a definition. */
  IMPORT_AFTER_DEFINITION("import after {}"),
  /** A second start section, of which there is one at most. */
  DUPLICATE_FORM("multiple start sections found"),
  /** An annotation that is known and stands where it says nothing. */
  BAD_ANNOTATION("misplaced annotation"),
  /** Two branch hints for one instruction. */
  DUPLICATE_HINT("@metadata.code.branch_hint annotation: duplicate annotation"),
  /** A branch hint that is neither 0 nor 1. */
  BAD_HINT("invalid value for branch hint"),
  /** A branch hint that no instruction follows. */
  HINT_WITHOUT_INSTRUCTION("branch hint annotation must precede an instruction"),
  /** A branch hint before an instruction that does not branch. */
  HINT_FOR_ANOTHER("@metadata.code.branch_hint annotation: invalid target"),
  /** A custom section that is to stand where none can. */
  BAD_CUSTOM_PLACE("@custom annotation: malformed placement"),
  /** A custom section beside a kind of section that does not exist. */
  BAD_CUSTOM_SECTION("@custom annotation: malformed section kind"),
  /** Forms nested more deeply than is accepted. */
  TOO_DEEP("item nesting too deep"),
  /** A token that is longer than is accepted. */
  TOO_LARGE("token too long"),
  /** Constant values of components, which the assembler knows and does not do. */
  UNSUPPORTED("constant values have no text form here yet"),
  /** A type the assembler knows and does not do. */
  UNSUPPORTED_TYPE("`{}` types are not supported"),
  /** A script's directive that is not written as one. */
  BAD_DIRECTIVE("expected a script directive"),
  /** A binary where a script is needed. */
  BINARY_SCRIPT("a script is a text"),
  /** A value of type {@code char} that is not one character. */
  BAD_CHARACTER_VALUE("expected a string of one character");

  private final String template;

  WatCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
