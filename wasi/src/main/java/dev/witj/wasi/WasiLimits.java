package dev.witj.wasi;

/**
 * How much of the host's memory a guest can take by way of WASI.
 *
 * @param resources streams, pollables, descriptors and the like that it holds at a time
 * @param openFiles files and folders of the host that it holds open at a time
 * @param randomBytes random bytes it gets at once
 */
public record WasiLimits(int resources, int openFiles, int randomBytes) {
  /** Refuses negative limits. */
  public WasiLimits {
    if (resources < 0 || openFiles < 0 || randomBytes < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
  }

  /** A million resources, a thousand open files, 64 MiB of random bytes. */
  public static WasiLimits defaults() {
    return new WasiLimits(1_000_000, 1000, 64 * 1024 * 1024);
  }

  /** This, with another bound on resources. */
  public WasiLimits withResources(int count) {
    return new WasiLimits(count, openFiles, randomBytes);
  }

  /** This, with another bound on open files. */
  public WasiLimits withOpenFiles(int count) {
    return new WasiLimits(resources, count, randomBytes);
  }

  /** This, with another bound on random bytes. */
  public WasiLimits withRandomBytes(int count) {
    return new WasiLimits(resources, openFiles, count);
  }
}
