package dev.witj.cli;

import dev.witj.diagnostics.Code;

/** What can go wrong in the command line itself. */
enum CliCode implements Code {
  FILE_NOT_FOUND,
  FILE_UNREADABLE,
  FILE_UNWRITABLE,
  BINARY_TO_TERMINAL,
  WRONG_KIND_OF_FILE,
  WRONG_ARGUMENT,
  BAD_MANIFEST,
  BAD_POLICY,
  NO_SUCH_FUNCTION,
  SATISFIED,
  UNSATISFIED_IMPORT,
  TRAP,
  TIMED_OUT,
  REFUSED,
  RELOADED,
  INCOMPATIBLE,
  NOT_FORMATTED,
  OUT_OF_MEMORY,
  INTERNAL
}
