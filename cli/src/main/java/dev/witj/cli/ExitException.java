package dev.witj.cli;

/** Ends a command with an exit code after everything has been said. */
final class ExitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  ExitException(int code) {
    super("exit " + code, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
