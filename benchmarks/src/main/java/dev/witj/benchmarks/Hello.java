package dev.witj.benchmarks;

/** The least a JVM can do, to set beside a command: what the start of every process costs. */
public final class Hello {
  private Hello() {}

  /** Prints a line. */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
