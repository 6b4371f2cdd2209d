package dev.witj.runtime;

import dev.witj.testdata.Corpus;

/** Engines for tests. */
final class Engines {
  private Engines() {}

  /** One that keeps compiled code between runs of the tests, below the module's own target. */
  static Engine cached() {
    return Engine.create(
        EngineConfig.defaults().withCache(Corpus.root().resolve("runtime/target/code-cache")));
  }
}
