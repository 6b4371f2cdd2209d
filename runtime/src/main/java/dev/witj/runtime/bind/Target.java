package dev.witj.runtime.bind;

import dev.witj.runtime.ExportedFunc;
import dev.witj.runtime.value.FuncCodec;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a method of a world, or of an interface in it: found once for all instances of
 * a component. Thread-safe.
 */
sealed interface Target {
  /** A function, which is called. */
  final class Call implements Target {
    final String owner;
    final ExportedFunc func;
    final Method method;

    /** The codecs where they are the same for all instances; null until that is known. */
    volatile @Nullable FuncCodec codecs;

    Call(String owner, ExportedFunc func, Method method, @Nullable FuncCodec codecs) {
      this.owner = owner;
      this.func = func;
      this.method = method;
      this.codecs = codecs;
    }
  }

  /** An object with methods of its own, which is given. */
  final class Group implements Target {
    final Implementation implementation;

    /** In the order of {@link Shape#functions}. An array, as each instance goes through them. */
    final Target[] targets;

    Group(Implementation implementation, List<? extends Target> targets) {
      this.implementation = implementation;
      this.targets = targets.toArray(Target[]::new);
    }
  }
}
