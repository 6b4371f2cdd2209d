package dev.witj.runtime;

import org.jspecify.annotations.Nullable;

/** Where the indices in a type's definition are looked up. */
interface TypeScope {
  /** The type at an index. */
  TypeItem type(int index);

  /** The scope around, null at the outermost. */
  @Nullable TypeScope enclosing();
}
