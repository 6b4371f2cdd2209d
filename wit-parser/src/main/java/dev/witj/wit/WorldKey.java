package dev.witj.wit;

/** Under what an item stands in a world. */
public sealed interface WorldKey {
  /** A plain name: {@code import log: func()} or {@code import backup: store}. */
  record Name(String name) implements WorldKey {}

  /** The identity of an interface: {@code import wasi:io/streams@0.2.0}. */
  record Id(InterfaceId id) implements WorldKey {}
}
