package dev.witj.wasi.internal;

import dev.witj.wasi.cli.TerminalInput;
import dev.witj.wasi.cli.TerminalOutput;

/** Handles that say no more than that a stream is a terminal. */
public final class HostTerminal {
  private HostTerminal() {}

  /** A stream that is read. */
  public static final class Input extends HostResource
      implements TerminalInput.TerminalInputType,
          dev.witj.wasi.cli.v0_3.TerminalInput.TerminalInputType {
    /** One more handle. */
    public Input(Session session) {
      super(session);
    }

    @Override
    protected String witName() {
      return "terminal-input";
    }
  }

  /** A stream that is written. */
  public static final class Output extends HostResource
      implements TerminalOutput.TerminalOutputType,
          dev.witj.wasi.cli.v0_3.TerminalOutput.TerminalOutputType {
    /** One more handle. */
    public Output(Session session) {
      super(session);
    }

    @Override
    protected String witName() {
      return "terminal-output";
    }
  }
}
