package dev.witj.engine;

/** A guest was stopped. Its stack trace has the guest's functions under their own names. */
public final class Trap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final TrapKind kind;

  /** A trap with the usual text. */
  public Trap(TrapKind kind) {
    super(kind.text());
    this.kind = kind;
  }

  /** A trap with what more is known of it. */
  public Trap(TrapKind kind, String detail) {
    super(kind.text() + ": " + detail);
    this.kind = kind;
  }

  /** A trap that Java raised in another form. */
  public Trap(TrapKind kind, Throwable cause) {
    super(kind.text(), cause);
    this.kind = kind;
  }

  /** A trap that Java raised in another form, with what more is known of it. */
  public Trap(TrapKind kind, String detail, Throwable cause) {
    super(kind.text() + ": " + detail, cause);
    this.kind = kind;
  }

  /** Why. */
  public TrapKind kind() {
    return kind;
  }
}
