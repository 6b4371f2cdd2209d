package dev.witj.binary.debug;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Opens source maps that lie beside a module. */
@FunctionalInterface
public interface SourceMapFiles {
  /** There are none. */
  SourceMapFiles NONE = _ -> Optional.empty();

  /**
   * Opens a file.
   *
   * @param name what the module calls it: a name without a folder
   * @return nothing if there is none
   */
  Optional<InputStream> open(String name) throws IOException;
}
