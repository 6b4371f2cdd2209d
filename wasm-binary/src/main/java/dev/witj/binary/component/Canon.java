package dev.witj.binary.component;

import dev.witj.binary.core.ValType;
import java.util.Optional;

/**
 * A canonical definition: a lifted function, a lowered one, or a built-in. Built-ins with the same
 * immediates share a record. Indices are those of the component.
 */
public sealed interface Canon {
  /** A component function from a core one. */
  record Lift(int coreFunc, int type, CanonicalOptions options) implements Canon {}

  /** A core function from a component one. */
  record Lower(int func, CanonicalOptions options) implements Canon {}

  /** A core function that the component model provides. */
  sealed interface Provided extends Canon {
    /** Which. */
    BuiltIn builtIn();
  }

  /** Built-ins without immediates. */
  record Plain(BuiltIn builtIn) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public Plain {
      check(builtIn, BuiltIn.Immediates.NONE);
    }
  }

  /** Built-ins for one resource, stream or future type. */
  record OfType(BuiltIn builtIn, int type) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public OfType {
      check(builtIn, BuiltIn.Immediates.TYPE);
    }
  }

  /** Built-ins that copy into or out of a stream or future. */
  record OfTypeWithOptions(BuiltIn builtIn, int type, CanonicalOptions options)
      implements Provided {
    /** Checks that the built-in takes these immediates. */
    public OfTypeWithOptions {
      check(builtIn, BuiltIn.Immediates.TYPE_AND_OPTIONS);
    }
  }

  /** Built-ins that call off a read or write. */
  record OfTypeMaybeAsync(BuiltIn builtIn, int type, boolean async) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public OfTypeMaybeAsync {
      check(builtIn, BuiltIn.Immediates.TYPE_AND_ASYNC);
    }
  }

  /** Built-ins that can be asynchronous. */
  record MaybeAsync(BuiltIn builtIn, boolean async) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public MaybeAsync {
      check(builtIn, BuiltIn.Immediates.ASYNC);
    }
  }

  /** Built-ins that let other threads run. */
  record Cancellable(BuiltIn builtIn, boolean cancellable) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public Cancellable {
      check(builtIn, BuiltIn.Immediates.CANCELLABLE);
    }
  }

  /** Built-ins that look for an event of a set of waitables. */
  record Waiting(BuiltIn builtIn, boolean cancellable, int memory) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public Waiting {
      check(builtIn, BuiltIn.Immediates.CANCELLABLE_AND_MEMORY);
    }
  }

  /** Built-ins that read or write a string. */
  record WithOptions(BuiltIn builtIn, CanonicalOptions options) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public WithOptions {
      check(builtIn, BuiltIn.Immediates.OPTIONS);
    }
  }

  /** Built-ins for the thread's storage. */
  record Context(BuiltIn builtIn, ValType type, int slot) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public Context {
      check(builtIn, BuiltIn.Immediates.SLOT);
    }
  }

  /** Built-ins that run a function of a type. */
  record ThreadOfRef(BuiltIn builtIn, int coreType) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public ThreadOfRef {
      check(builtIn, BuiltIn.Immediates.CORE_TYPE);
    }
  }

  /** Built-ins that run a function of a table. */
  record ThreadOfTable(BuiltIn builtIn, int coreType, int table) implements Provided {
    /** Checks that the built-in takes these immediates. */
    public ThreadOfTable {
      check(builtIn, BuiltIn.Immediates.CORE_TYPE_AND_TABLE);
    }
  }

  /** Delivers the result of the current task. */
  record TaskReturn(Optional<ComponentValType> result, CanonicalOptions options)
      implements Provided {
    @Override
    public BuiltIn builtIn() {
      return BuiltIn.TASK_RETURN;
    }
  }

  private static void check(BuiltIn builtIn, BuiltIn.Immediates immediates) {
    if (builtIn.immediates() != immediates) {
      throw new IllegalArgumentException(builtIn + " takes " + builtIn.immediates());
    }
  }
}
