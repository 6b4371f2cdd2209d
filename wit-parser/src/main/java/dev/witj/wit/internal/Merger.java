package dev.witj.wit.internal;

import dev.witj.wit.PackageId;
import dev.witj.wit.Resolve;

/** Adds one resolve to another. */
final class Merger {
  private final ResolveBuilder into;
  private final Resolve from;

  Merger(ResolveBuilder into, Resolve from) {
    this.into = into;
    this.from = from;
  }

  void merge() {
    if (into.packageCount() + from.packages().size() > 0) {
      throw new UnsupportedOperationException("merging comes next");
    }
  }

  PackageId map(PackageId id) {
    return id;
  }
}
