package dev.witj.wit;

/** A type where it is mentioned: a primitive, or a reference to a definition. */
public sealed interface Type {
  /** The types that need no definition. */
  enum Prim implements Type {
    BOOL("bool"),
    S8("s8"),
    U8("u8"),
    S16("s16"),
    U16("u16"),
    S32("s32"),
    U32("u32"),
    S64("s64"),
    U64("u64"),
    F32("f32"),
    F64("f64"),
    CHAR("char"),
    STRING("string"),
    ERROR_CONTEXT("error-context");

    private final String keyword;

    Prim(String keyword) {
      this.keyword = keyword;
    }

    /** How WIT spells it. */
    public String keyword() {
      return keyword;
    }
  }

  /** A reference to a definition. */
  record Ref(TypeId id) implements Type {}
}
