package dev.witj.wasi;

import dev.witj.diagnostics.Code;

/** What can be wrong with what a guest is given, or with how it is started. */
public enum WasiCode implements Code {
  /** A folder to be given to the guest is not there, or is no folder. */
  NO_FOLDER,
  /** A component that is to run as a program exports no {@code wasi:cli/run}. */
  NOT_A_PROGRAM
}
