package dev.witj.binary.component;

import dev.witj.binary.core.ExternType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a core instance gives, by name; types are known by their canonical ids. */
public record CoreInstanceType(Map<String, ExternType> exports) {
  public CoreInstanceType {
    exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
  }
}
