package dev.witj.wasi;

import dev.witj.diagnostics.Code;

/** What can be wrong with what a guest is given, or with how it is started. */
public enum WasiCode implements Code {
  /** A folder to be given to the guest is not there, or is no folder. */
  NO_FOLDER,
  /** The system cannot keep a guest in a folder against those who rename at the same time. */
  UNSAFE_FOLDER,
  /** A component that is to run as a program exports no {@code wasi:cli/run}. */
  NOT_A_PROGRAM,
  /** A file that is to hold a guest's values under keys cannot be used for that. */
  NO_STORE,
  /** What is said of the hosts and ports a guest may use cannot be read. */
  BAD_NETWORK_RULE
}
