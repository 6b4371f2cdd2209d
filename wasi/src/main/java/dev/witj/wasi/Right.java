package dev.witj.wasi;

import java.util.Optional;

/** The kinds of what a guest can ask a host for. */
public enum Right {
  /** The arguments of a program. */
  ARGUMENTS("arguments"),
  /** Environment variables. */
  ENVIRONMENT("environment"),
  /** Standard input. */
  STDIN("standard input"),
  /** Standard output. */
  STDOUT("standard output"),
  /** Standard error. */
  STDERR("standard error"),
  /** Folders and files, by {@code wasi:filesystem}. */
  FILES("files"),
  /** Requests, by {@code wasi:http}. */
  HTTP("HTTP requests"),
  /** Connections and datagrams to others, by {@code wasi:sockets}. */
  OUTBOUND("network, outbound"),
  /** Connections and datagrams from others, by {@code wasi:sockets}. */
  INBOUND("network, inbound"),
  /** The addresses of names, by {@code wasi:sockets}. */
  RESOLVE("network, names"),
  /** Settings, by {@code wasi:config}. */
  CONFIG("config"),
  /** Values under keys, by {@code wasi:keyvalue}. */
  KEYVALUE("keyvalue"),
  /** Messages, by {@code wasi:logging}. */
  LOGGING("logging"),
  /** The time, which everybody is told. */
  CLOCKS("clocks"),
  /** The time zone; UTC for whom no other is named. */
  TIME_ZONE("time zone"),
  /** Random numbers, which everybody gets. */
  RANDOM("random"),
  /** What is no part of WASI: only a program in Java can give it. */
  OTHER("other");

  private final String text;

  Right(String text) {
    this.text = text;
  }

  /** What it is called. */
  public String text() {
    return text;
  }

  /**
   * Which right a function of the host is about.
   *
   * @param instance the interface it belongs to, as {@code wasi:cli/stdout@0.2.12}; empty for a
   *     function of the world itself
   * @param function its name there
   * @return nothing for what gives nothing away, such as streams, errors or the way to exit
   */
  public static Optional<Right> of(String instance, String function) {
    int version = instance.indexOf('@');
    String name = version < 0 ? instance : instance.substring(0, version);
    if (!name.startsWith("wasi:")) {
      return Optional.of(OTHER);
    }
    int slash = name.indexOf('/');
    return switch (slash < 0 ? name : name.substring("wasi:".length(), slash)) {
      case "cli" -> ofCli(name, function);
      case "io" -> Optional.empty();
      case "filesystem" -> Optional.of(FILES);
      case "http" ->
          name.endsWith("/outgoing-handler") || name.endsWith("/client")
              ? Optional.of(HTTP)
              : Optional.empty();
      case "sockets" -> ofSockets(name, function);
      case "clocks" -> Optional.of(name.endsWith("/timezone") ? TIME_ZONE : CLOCKS);
      case "random" -> Optional.of(RANDOM);
      case "config" -> Optional.of(CONFIG);
      case "keyvalue" -> Optional.of(KEYVALUE);
      case "logging" -> Optional.of(LOGGING);
      default -> Optional.of(OTHER);
    };
  }

  private static Optional<Right> ofCli(String name, String function) {
    return switch (name.substring("wasi:cli/".length())) {
      case "environment" ->
          switch (function) {
            case "get-environment" -> Optional.of(ENVIRONMENT);
            case "get-arguments" -> Optional.of(ARGUMENTS);
            default -> Optional.empty();
          };
      case "stdin", "terminal-stdin" -> Optional.of(STDIN);
      case "stdout", "terminal-stdout" -> Optional.of(STDOUT);
      case "stderr", "terminal-stderr" -> Optional.of(STDERR);
      default -> Optional.empty();
    };
  }

  private static Optional<Right> ofSockets(String name, String function) {
    if (name.endsWith("/ip-name-lookup")) {
      return Optional.of(RESOLVE);
    }
    String verb = function.substring(function.lastIndexOf('.') + 1);
    return switch (verb) {
      case "create-tcp-socket",
          "create-udp-socket",
          "create",
          "start-connect",
          "finish-connect",
          "connect",
          "stream",
          "send" ->
          Optional.of(OUTBOUND);
      case "start-bind",
          "finish-bind",
          "bind",
          "start-listen",
          "finish-listen",
          "listen",
          "accept" ->
          Optional.of(INBOUND);
      default -> Optional.empty();
    };
  }
}
