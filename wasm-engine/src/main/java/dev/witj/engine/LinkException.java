package dev.witj.engine;

/** A module cannot be instantiated with these imports or within these limits. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public LinkException(String message) {
    super(message);
  }
}
