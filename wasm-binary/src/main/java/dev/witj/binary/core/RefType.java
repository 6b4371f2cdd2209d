package dev.witj.binary.core;

/** A reference, perhaps null. */
public record RefType(boolean nullable, HeapType heap) implements ValType {
  /** Any function, or null. */
  public static final RefType FUNCREF = new RefType(true, HeapType.Abstract.FUNC);

  /** Anything of the host's, or null. */
  public static final RefType EXTERNREF = new RefType(true, HeapType.Abstract.EXTERN);

  /** An exception, or null. */
  public static final RefType EXNREF = new RefType(true, HeapType.Abstract.EXN);

  /** A nullable reference. */
  public static RefType nullable(HeapType heap) {
    return new RefType(true, heap);
  }

  /** A reference that is not null. */
  public static RefType nonNull(HeapType heap) {
    return new RefType(false, heap);
  }

  @Override
  public String toString() {
    if (nullable && heap instanceof HeapType.Abstract a) {
      return a.nullableText();
    }
    return (nullable ? "(ref null " : "(ref ") + heap + ")";
  }
}
