package dev.witj.runtime;

import java.nio.file.Path;
import java.util.Map;

/**
 * A component that was read, validated and compiled: immutable, thread-safe, shared by all who
 * instantiate it.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Component {
  private Component() {}

  /**
   * Reads, validates and compiles a component.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the file cannot be read, is no component,
   *     does not validate, or needs a feature that the engine lacks
   */
  public static Component load(Engine engine, Path file) {
    throw new UnsupportedOperationException();
  }

  /**
   * Validates and compiles a component that is already in memory.
   *
   * @param name what messages call it
   * @throws dev.witj.diagnostics.DiagnosticException as {@link #load(Engine, Path)}
   */
  public static Component load(Engine engine, String name, byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  /** The engine it was compiled for. */
  public Engine engine() {
    throw new UnsupportedOperationException();
  }

  /** What messages call it. */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /** What it asks for, in its own order. */
  public Map<String, ItemType> imports() {
    throw new UnsupportedOperationException();
  }

  /** What it offers, in its own order. */
  public Map<String, ItemType> exports() {
    throw new UnsupportedOperationException();
  }
}
