package dev.witj.wasi;

import dev.witj.diagnostics.Code;

/** What can be wrong with what a guest is given, or with how it is started. */
public enum WasiCode implements Code {
  /** A folder to be given to the guest is not there, or is no folder. */
  NO_FOLDER("`{}`, which the guest is to be given, is not there"),
  /** What is to be given to the guest as a folder is none. */
  NOT_A_FOLDER("`{}`, which the guest is to be given, is no folder"),
  /** A folder to be given to the guest cannot be opened. */
  CLOSED_FOLDER("`{}`, which the guest is to be given, cannot be opened: {}"),
  /** The system cannot keep a guest in a folder against those who rename at the same time. */
  UNSAFE_FOLDER("`{}` is not given to the guest: this system cannot keep it in there"),
  /** A folder is given that the system cannot keep a guest in against those who rename. */
  OPEN_FOLDER(
      "`{}` is no closed world: this system cannot keep the guest in there while somebody renames"
          + " in it"),
  /** A component that is to run as a program exports no {@code wasi:cli/run}. */
  NOT_A_PROGRAM("`{}` does not export `wasi:cli/run`, so it cannot be run as a program"),
  /** A file that is to hold a guest's values under keys cannot be used for that. */
  NO_STORE("cannot use `{}` as a key-value store"),
  /** A file of values under keys that another process uses. */
  STORE_IN_USE("`{}` is open already"),
  /** A file that is there and holds something else than values under keys. */
  NOT_A_STORE("`{}` is no key-value store"),
  /** Values under keys that were set and not written. */
  STORE_NOT_WRITTEN("the key-value store `{}` lost what was set last: it cannot be written"),
  /** What is said of the hosts and ports a guest may use cannot be read. */
  BAD_NETWORK_RULE("`{}` is no rule for the network: `{}` is no host"),
  /** A protocol that a guest cannot be given. */
  UNKNOWN_PROTOCOL("`{}` in `{}` is no protocol that a guest can be given"),
  /** What is said of the names a guest may look up is no name. */
  BAD_HOST_NAME("`{}` is no name of a host"),
  /** What is said of a port that a guest may use cannot be read. */
  BAD_PORT("`{}` is no rule for the network: `{}` is no port"),
  /** A rule for the network without a port, and no protocol that has a usual one. */
  RULE_WITHOUT_PORT("`{}` is no rule for the network: it names no port"),
  /** A rule for the network that ends in a path. */
  RULE_WITH_PATH("`{}` is no rule for the network: rights are given by host and port, not by path"),
  /** An address of IPv6 without the brackets around it. */
  BARE_IPV6("`{}` is no rule for the network: an address of IPv6 stands in brackets");

  private final String template;

  WasiCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
