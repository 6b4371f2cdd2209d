package dev.witj.cli;

import dev.witj.diagnostics.Code;

/**
 * What can go wrong in the command line itself, and how it is said. What is wrong in a file of
 * settings is a {@link SettingsFault}.
 */
enum CliCode implements Code {
  FILE_NOT_FOUND("no such file: `{}`"),
  FILE_UNREADABLE("cannot read `{}`: {}"),
  INPUT_UNREADABLE("cannot read standard input: {}"),
  FILE_UNWRITABLE("cannot write `{}`: {}"),
  FOLDER_UNWRITABLE("cannot make the folder `{}`: {}"),
  OUTPUT_UNWRITABLE("cannot write to standard output: {}"),
  BINARY_TO_TERMINAL("cannot print a binary to a terminal"),
  NO_WIT_FILES("there is no `.wit` file below `{}`"),
  WRONG_KIND_OF_FILE("`{}` is no WebAssembly module or component"),
  WIT_FOR_COMPONENT("`{}` is WIT, which says what a component looks like; it is none itself"),
  /** What picocli says, in its own words. */
  WRONG_ARGUMENT("{}"),
  NO_COMMAND("no command given"),
  NO_COMMAND_OF_GROUP("no command given; `{}` has: {}"),
  UNKNOWN_OPTION("unknown option `{}`"),
  UNKNOWN_COMMAND("unknown command `{}`"),
  UNEXPECTED_ARGUMENT("unexpected argument `{}`"),
  EMPTY_VALUE("{} has an empty value"),
  OPTIONS_TOGETHER("{} and {} cannot be used together"),
  OPTION_ALONE("{} needs {} beside it"),
  OUT_OF_RANGE("`{}` is to be {}, and `{}` is not"),
  NOT_A_GRANT("`{}` {}: `{}`"),
  STORE_TWICE("`{}` names the store `{}` twice"),
  NO_FILE_NAMED("`{}` names no file; write {}"),
  NO_LIBRARY("no library is given, as in [NAME=]MODULE"),
  INPUT_TWICE("standard input can be read only once"),
  ROUTE_WITHOUT_FILE("`{}` is no route: it names no component, as in `/path=FILE`"),
  ROUTE_TAKEN("two components are to answer `{}`"),
  ROUTE_TAKEN_BY_FILE("`{}` and a `--route` are both to answer `{}`"),
  NOTHING_TO_SERVE("there is nothing to serve: give a component, or `--route PATH=COMPONENT`"),
  POLICY_OF_SEVERAL(
      "`--policy` is for one component; a Spin manifest names one for each, as in"
          + " `[component.NAME.tool.wit-j]`, `policy = \"FILE\"`"),
  NO_PASSWORD("the variable `{}` of `--tls-password` is not set or empty"),
  BAD_ADDRESS("`{}` is no address for `{}`"),
  CANNOT_LISTEN("cannot listen at {} for --management: {}"),
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
