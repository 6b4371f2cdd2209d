package dev.witj.cli;

import dev.witj.diagnostics.Code;

/** What can go wrong in the command line itself, and how it is said. */
enum CliCode implements Code {
  FILE_NOT_FOUND("no such file: `{}`"),
  FILE_UNREADABLE("cannot read `{}`: {}"),
  FILE_UNWRITABLE("cannot write `{}`: {}"),
  FOLDER_UNWRITABLE("cannot make the folder `{}`: {}"),
  OUTPUT_UNWRITABLE("cannot write to standard output: {}"),
  BINARY_TO_TERMINAL("cannot print a binary to a terminal"),
  NO_WIT_FILES("there is no `.wit` file below `{}`"),
  WRONG_KIND_OF_FILE("`{}` is no WebAssembly module or component"),
  WIT_FOR_COMPONENT("`{}` is WIT, which says what a component looks like; it is none itself"),
  /** What the reader of options says. */
  WRONG_ARGUMENT("{}"),
  BAD_ADDRESS("`{}` is no address for `{}`"),
  CANNOT_LISTEN("cannot listen at {} for --management: {}"),
  /** A kind of file; what is wrong in it is a {@link SettingsFault}. */
  BAD_MANIFEST("{}"),
  /** A kind of file, too. */
  BAD_POLICY("{}"),
  NO_SUCH_FUNCTION("{} exports no function `{}`"),
  SEVERAL_FUNCTIONS("several exports are called `{}`"),
  SATISFIED("`{}` of {} is satisfied by {}"),
  UNSATISFIED_IMPORT("`{}` of {} is left to be imported"),
  TRAP("`{}` trapped: {}"),
  TIMED_OUT("`{}` was stopped: it ran for longer than --timeout allows"),
  REFUSED("{} was not allowed {}"),
  RELOADED("serving the component anew"),
  INCOMPATIBLE("world `{}` is not a compatible successor of `{}`"),
  NOT_FORMATTED("`{}` is not formatted"),
  OUT_OF_MEMORY("out of memory: the Java heap has {} MiB"),
  OUT_OF_STACK("out of stack: something nests too deep"),
  INTERNAL("this should not have happened: {}");

  private final String template;

  CliCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
