package dev.witj.binary.component;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds built-ins by opcode and by name. */
final class BuiltInTable {
  /** All of them, in the order of their opcodes. */
  static final Map<Integer, BuiltIn> BY_CODE = byCode();

  static final Map<String, BuiltIn> BY_NAME =
      BY_CODE.values().stream().collect(toUnmodifiableMap(BuiltIn::toString, each -> each));

  private BuiltInTable() {}

  private static Map<Integer, BuiltIn> byCode() {
    Map<Integer, BuiltIn> all = new TreeMap<>();
    for (BuiltIn[] group :
        List.<BuiltIn[]>of(
            BuiltIn.Plain.values(),
            BuiltIn.OfResource.values(),
            BuiltIn.OfChannel.values(),
            BuiltIn.Copy.values(),
            BuiltIn.CancelCopy.values(),
            BuiltIn.Cancellable.values(),
            BuiltIn.Waiting.values(),
            BuiltIn.OfText.values(),
            BuiltIn.Context.values(),
            BuiltIn.ThreadOfTable.values(),
            BuiltIn.Single.values())) {
      for (BuiltIn each : group) {
        all.put(each.code(), each);
      }
    }
    return Collections.unmodifiableMap(all);
  }
}
