package dev.witj.wasi.internal;

import dev.witj.wasi.cli.TerminalInput;
import dev.witj.wasi.cli.TerminalOutput;

/** Handles that say no more than that a stream is a terminal. */
final class HostTerminal {
  private HostTerminal() {}

  static final class Input extends HostResource implements TerminalInput.TerminalInputType {
    Input(Session session) {
      super(session);
    }

    @Override
    protected String witName() {
      return "terminal-input";
    }
  }

  static final class Output extends HostResource implements TerminalOutput.TerminalOutputType {
    Output(Session session) {
      super(session);
    }

    @Override
    protected String witName() {
      return "terminal-output";
    }
  }
}
