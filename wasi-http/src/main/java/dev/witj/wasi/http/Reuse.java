package dev.witj.wasi.http;

/**
 * How often an instance is used again.
 *
 * @param times how many requests one instance answers; 1 for one instance each
 * @param atOnce how many of them at a time; more than one only for components of WASI 0.3
 */
public record Reuse(int times, int atOnce) {
  /** Refuses numbers below 1. */
  public Reuse {
    if (times < 1 || atOnce < 1) {
      throw new IllegalArgumentException("an instance answers at least one request");
    }
  }

  /** An instance for each request; components of WASI 0.3 can take 128, 16 at a time. */
  public static Reuse usual(HttpComponent component) {
    return component.isConcurrent() ? new Reuse(128, 16) : new Reuse(1, 1);
  }
}
