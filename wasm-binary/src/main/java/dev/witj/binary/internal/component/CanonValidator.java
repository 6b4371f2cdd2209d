package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.Feature;
import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.Flattening;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceDefinition;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.TypeFacts;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.ValType;
import dev.witj.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks canonical definitions and gives each its type, by "Canonical Definitions". */
public final class CanonValidator {
  private static final NumType I32 = NumType.I32;

  private final Scope scope;
  private final ValidationContext context;

  public CanonValidator(Scope scope) {
    this.scope = scope;
    this.context = scope.context();
  }

  /** Adds a canonical definition to the scope. */
  public void define(Canon canon) {
    switch (canon) {
      case Canon.Lift lift -> lift(lift);
      case Canon.Lower lower -> lower(lower);
      case Canon.Provided provided -> {
        requireFeatures(provided.builtIn());
        addCoreFunc(type(provided));
      }
    }
  }

  private void addCoreFunc(FuncType type) {
    scope.addCoreFunc(context.coreTypes().add(type));
  }

  private static FuncType func(List<ValType> params, ValType... results) {
    return new FuncType(params, List.of(results));
  }

  // Lifting and lowering.

  private void lift(Canon.Lift lift) {
    FunctionType type = scope.functionType(lift.type());
    FuncType core = scope.coreFunc(lift.coreFunc());
    CanonicalOptions options = lift.options();
    AddressType addresses = checkOptions(options);
    if (options.coreType().isPresent()) {
      throw context.invalid("canonical option `core-type` is not allowed in `canon lift`");
    }
    boolean async = options.async();
    if (options.gc()) {
      checkGc(type, core, options);
      checkSignature("post-return", options.postReturn(), func(core.results()));
      scope.addFunc(type);
      return;
    }
    if (async) {
      requireAsync(type);
      if (options.postReturn().isPresent()) {
        throw context.invalid("cannot specify post-return function in async");
      }
      if (options.callback().isEmpty()) {
        context.require(Feature.CM_ASYNC_STACKFUL, "async lifting without a callback");
      }
    }
    Flattening flat =
        Flattening.of(
            type.signature(),
            !async
                ? Flattening.Convention.LIFT
                : options.callback().isPresent()
                    ? Flattening.Convention.LIFT_WITH_CALLBACK
                    : Flattening.Convention.LIFT_STACKFUL,
            addresses);
    requireOptions(flat.needsMemory(), flat.needsRealloc(), options);
    checkSignature("callback", options.callback(), func(List.of(I32, I32, I32), I32));
    checkSignature("post-return", options.postReturn(), func(core.results()));
    if (!core.params().equals(flat.type().params())) {
      throw mismatch("parameter", flat.type().params(), core.params(), lift.coreFunc());
    }
    if (!core.results().equals(flat.type().results())) {
      throw mismatch("result", flat.type().results(), core.results(), lift.coreFunc());
    }
    scope.addFunc(type);
  }

  private RuntimeException mismatch(
      String what, List<ValType> expected, List<ValType> found, int coreFunc) {
    return context.fail(
        BinaryCode.TYPE_MISMATCH,
        "lowered "
            + what
            + " types `"
            + expected
            + "` do not match "
            + what
            + " types `"
            + found
            + "` of core function "
            + coreFunc);
  }

  private void lower(Canon.Lower lower) {
    FunctionType type = scope.func(lower.func());
    CanonicalOptions options = lower.options();
    AddressType addresses = checkOptions(options);
    if (options.postReturn().isPresent()) {
      throw context.invalid("canonical option `post-return` cannot be specified for lowerings");
    }
    if (options.callback().isPresent()) {
      throw context.invalid("canonical option `callback` cannot be specified for lowerings");
    }
    if (options.gc()) {
      int coreType =
          scope.coreFuncType(
              options
                  .coreType()
                  .orElseThrow(
                      () ->
                          context.invalid(
                              "cannot specify `gc` without also specifying a `core-type` for"
                                  + " lowerings")));
      checkGc(type, context.coreTypes().func(coreType).orElseThrow(), options);
      scope.addCoreFunc(coreType);
      return;
    }
    if (options.async()) {
      requireAsync(type);
    }
    Flattening flat =
        Flattening.of(
            type.signature(),
            options.async() ? Flattening.Convention.LOWER_ASYNC : Flattening.Convention.LOWER,
            addresses);
    requireOptions(flat.needsMemory(), flat.needsRealloc(), options);
    addCoreFunc(flat.type());
  }

  private void checkGc(FunctionType type, FuncType core, CanonicalOptions options) {
    if (options.async()) {
      throw context.invalid("canonical option `gc` cannot be specified with `async`");
    }
    new GcLowering(context, options.encoding()).check(type.signature(), core);
  }

  private void requireAsync(FunctionType type) {
    if (!type.signature().async()) {
      throw context.invalid("the `async` canonical option requires an async function type");
    }
  }

  // Options.

  /** Checks options by themselves and gives the type of addresses. */
  private AddressType checkOptions(CanonicalOptions options) {
    checkUnique(options);
    AddressType addresses = AddressType.I32;
    if (options.memory().isPresent()) {
      addresses = checkMemory(options.memory().getAsInt());
    }
    if (options.realloc().isPresent() && options.memory().isEmpty()) {
      throw context.invalid("canonical option `realloc` requires `memory` to also be specified");
    }
    NumType pointer = addresses.numType();
    checkSignature(
        "realloc", options.realloc(), func(List.of(pointer, pointer, pointer, pointer), pointer));
    if (options.async()) {
      context.require(Feature.CM_ASYNC, "canonical option `async`");
    } else if (options.callback().isPresent()) {
      throw context.invalid("cannot specify callback without async");
    }
    if (options.gc() || options.coreType().isPresent()) {
      context.require(Feature.CM_GC, "canonical options `gc` and `core-type`");
    }
    if (options.coreType().isPresent() && !options.gc()) {
      throw context.invalid("cannot specify `core-type` without `gc`");
    }
    return addresses;
  }

  private void checkUnique(CanonicalOptions options) {
    Map<Class<?>, CanonicalOption> seen = new HashMap<>();
    for (CanonicalOption option : options.list()) {
      CanonicalOption previous = seen.put(option.getClass(), option);
      if (previous == null) {
        continue;
      }
      throw context.invalid(
          option instanceof CanonicalOption.StringEncoding
              ? "canonical encoding option `"
                  + previous
                  + "` conflicts with option `"
                  + option
                  + "`"
              : "canonical option `" + name(option) + "` is specified more than once");
    }
  }

  private static String name(CanonicalOption option) {
    return switch (option) {
      case CanonicalOption.StringEncoding encoding -> encoding.toString();
      case CanonicalOption.Memory _ -> "memory";
      case CanonicalOption.Realloc _ -> "realloc";
      case CanonicalOption.PostReturn _ -> "post-return";
      case CanonicalOption.Async _ -> "async";
      case CanonicalOption.Callback _ -> "callback";
      case CanonicalOption.CoreType _ -> "core-type";
      case CanonicalOption.Gc _ -> "gc";
    };
  }

  /** Checks that values can go through a memory, and gives the type of its addresses. */
  private AddressType checkMemory(int index) {
    MemoryType memory = scope.coreMemory(index);
    if (memory.index64()) {
      context.require(Feature.CM64, "a 64-bit memory in canonical options");
    }
    MemoryType wanted =
        new MemoryType(memory.index64(), false, memory.pageSizeLog2(), SizeLimits.atLeast(0));
    Optional<String> mismatch = context.coreTypes().mismatch(memory, wanted);
    if (mismatch.isPresent()) {
      throw context.fail(
          BinaryCode.TYPE_MISMATCH,
          "canonical option `memory` uses an unsuitable memory: " + mismatch.get());
    }
    return memory.addressType();
  }

  private void checkSignature(String option, OptionalInt coreFunc, FuncType expected) {
    if (coreFunc.isPresent()) {
      FuncType found = scope.coreFunc(coreFunc.getAsInt());
      if (!found.equals(expected)) {
        throw context.fail(
            BinaryCode.TYPE_MISMATCH,
            "canonical option `"
                + option
                + "` uses a core function with an incorrect signature: expected "
                + expected
                + ", found "
                + found);
      }
    }
  }

  private void requireOptions(boolean memory, boolean realloc, CanonicalOptions options) {
    if (memory && options.memory().isEmpty()) {
      throw context.invalid("canonical option `memory` is required");
    }
    if (realloc && options.realloc().isEmpty()) {
      throw context.invalid("canonical option `realloc` is required");
    }
  }

  private void reject(boolean given, String option, BuiltIn builtIn) {
    if (given) {
      throw context.invalid("cannot specify `" + option + "` option on `" + builtIn + "`");
    }
  }

  // Built-ins.

  private void requireFeatures(BuiltIn builtIn) {
    Feature feature =
        switch (builtIn) {
          case BuiltIn.OfResource _ -> Feature.COMPONENT_MODEL;
          case BuiltIn.OfText _ -> Feature.CM_ERROR_CONTEXT;
          case BuiltIn.Plain plain ->
              switch (plain) {
                case ERROR_CONTEXT_DROP -> Feature.CM_ERROR_CONTEXT;
                case THREAD_AVAILABLE_PARALLELISM -> Feature.SHARED_EVERYTHING_THREADS;
                case THREAD_INDEX, THREAD_RESUME_LATER -> Feature.CM_THREADING;
                case TASK_CANCEL,
                    SUBTASK_DROP,
                    WAITABLE_SET_NEW,
                    WAITABLE_SET_DROP,
                    WAITABLE_JOIN,
                    BACKPRESSURE_INC,
                    BACKPRESSURE_DEC ->
                    Feature.CM_ASYNC;
              };
          case BuiltIn.Cancellable cancellable ->
              switch (cancellable) {
                case THREAD_YIELD -> Feature.CM_ASYNC;
                case THREAD_SUSPEND,
                    THREAD_SUSPEND_THEN_RESUME,
                    THREAD_YIELD_THEN_RESUME,
                    THREAD_SUSPEND_THEN_PROMOTE,
                    THREAD_YIELD_THEN_PROMOTE ->
                    Feature.CM_THREADING;
              };
          case BuiltIn.ThreadOfTable thread ->
              switch (thread) {
                case THREAD_NEW_INDIRECT -> Feature.CM_THREADING;
                case THREAD_SPAWN_INDIRECT -> Feature.SHARED_EVERYTHING_THREADS;
              };
          case BuiltIn.Single single ->
              switch (single) {
                case THREAD_SPAWN_REF -> Feature.SHARED_EVERYTHING_THREADS;
                case TASK_RETURN, SUBTASK_CANCEL -> Feature.CM_ASYNC;
              };
          case BuiltIn.Channel _, BuiltIn.Waiting _, BuiltIn.Context _ -> Feature.CM_ASYNC;
        };
    context.require(feature, "`" + builtIn + "`");
  }

  private FuncType type(Canon.Provided provided) {
    return switch (provided) {
      case Canon.Plain(var builtIn) -> plain(builtIn);
      case Canon.OfResource(var builtIn, int type) -> ofResource(builtIn, type);
      case Canon.OfChannel(var builtIn, int type) -> ofChannel(builtIn, type);
      case Canon.Copy(var builtIn, int type, var options) -> copy(builtIn, type, options);
      case Canon.CancelCopy(var builtIn, int type, boolean async) -> {
        if (async) {
          context.require(Feature.CM_MORE_ASYNC_BUILTINS, "`async` on `" + builtIn + "`");
        }
        element(builtIn, type);
        yield func(List.of(I32), I32);
      }
      case Canon.SubtaskCancel(boolean async) -> {
        if (async) {
          context.require(Feature.CM_MORE_ASYNC_BUILTINS, "`async` on `subtask.cancel`");
        }
        yield func(List.of(I32), I32);
      }
      case Canon.Cancellable(var builtIn, _) ->
          builtIn == BuiltIn.Cancellable.THREAD_YIELD
                  || builtIn == BuiltIn.Cancellable.THREAD_SUSPEND
              ? func(List.of(), I32)
              : func(List.of(I32), I32);
      case Canon.Waiting(_, _, int memory) ->
          func(List.of(I32, checkMemory(memory).numType()), I32);
      case Canon.OfText(var builtIn, var options) -> errorContext(builtIn, options);
      case Canon.TaskReturn(var result, var options) -> taskReturn(result, options);
      case Canon.Context(var builtIn, var type, int slot) -> threadContext(builtIn, type, slot);
      case Canon.ThreadSpawnRef(int coreType) -> {
        startFunction(coreType);
        RefType start = RefType.nullable(new HeapType.Concrete(scope.coreTypeId(coreType)));
        yield func(List.of(start, I32), I32);
      }
      case Canon.ThreadOfTable(var builtIn, int coreType, int table) ->
          threadOfTable(builtIn, coreType, table);
    };
  }

  private static FuncType plain(BuiltIn.Plain builtIn) {
    return switch (builtIn) {
      case TASK_CANCEL, BACKPRESSURE_INC, BACKPRESSURE_DEC -> func(List.of());
      case SUBTASK_DROP, ERROR_CONTEXT_DROP, WAITABLE_SET_DROP, THREAD_RESUME_LATER ->
          func(List.of(I32));
      case WAITABLE_SET_NEW, THREAD_INDEX, THREAD_AVAILABLE_PARALLELISM -> func(List.of(), I32);
      case WAITABLE_JOIN -> func(List.of(I32, I32));
    };
  }

  private FuncType ofResource(BuiltIn.OfResource builtIn, int type) {
    return switch (builtIn) {
      case RESOURCE_NEW -> func(List.of(ownResource(type).representation()), I32);
      case RESOURCE_REP -> func(List.of(I32), ownResource(type).representation());
      case RESOURCE_DROP -> {
        var _ = scope.resource(type);
        yield func(List.of(I32));
      }
    };
  }

  private FuncType ofChannel(BuiltIn.OfChannel builtIn, int type) {
    element(builtIn, type);
    return switch (builtIn) {
      case STREAM_NEW, FUTURE_NEW -> func(List.of(), NumType.I64);
      case STREAM_DROP_READABLE, STREAM_DROP_WRITABLE, FUTURE_DROP_READABLE, FUTURE_DROP_WRITABLE ->
          func(List.of(I32));
    };
  }

  private ResourceDefinition ownResource(int type) {
    ResourceDefinition definition = scope.ownResources().get(scope.resource(type).id());
    if (definition == null) {
      throw context.invalid("type index " + type + " is not a local resource");
    }
    return definition;
  }

  /** The element of the stream or future type that a built-in is for. */
  private Optional<ValueType> element(BuiltIn.Channel builtIn, int type) {
    boolean stream = builtIn.ofStream();
    return switch (scope.definedType(type).definition()) {
      case Shape.Stream(var element) when stream -> element;
      case Shape.Future(var element) when !stream -> element;
      case Shape<ValueType, ResourceName> _ ->
          throw context.fail(
              BinaryCode.TYPE_MISMATCH,
              "`" + builtIn + "` requires a " + (stream ? "stream" : "future") + " type");
    };
  }

  private FuncType copy(BuiltIn.Copy builtIn, int type, CanonicalOptions options) {
    Optional<ValueType> element = element(builtIn, type);
    NumType pointer = checkOptions(options).numType();
    reject(options.postReturn().isPresent(), "post-return", builtIn);
    reject(options.callback().isPresent(), "callback", builtIn);
    reject(options.gc(), "gc", builtIn);
    if (!options.async()) {
      context.require(Feature.CM_MORE_ASYNC_BUILTINS, "`" + builtIn + "` without `async`");
    }
    boolean pointers = element.isPresent() && Flattening.hasPointers(element.get());
    requireOptions(element.isPresent(), builtIn.readable() && pointers, options);
    boolean stream = builtIn.ofStream();
    return func(
        stream ? List.of(I32, pointer, pointer) : List.of(I32, pointer), stream ? pointer : I32);
  }

  private FuncType errorContext(BuiltIn.OfText builtIn, CanonicalOptions options) {
    NumType pointer = checkOptions(options).numType();
    reject(options.async(), "async", builtIn);
    reject(options.postReturn().isPresent(), "post-return", builtIn);
    reject(options.gc(), "gc", builtIn);
    boolean makes = builtIn == BuiltIn.OfText.ERROR_CONTEXT_NEW;
    requireOptions(true, !makes, options);
    return makes ? func(List.of(pointer, pointer), I32) : func(List.of(I32, pointer));
  }

  private FuncType taskReturn(Optional<ComponentValType> result, CanonicalOptions options) {
    AddressType addresses = checkOptions(options);
    reject(options.async(), "async", BuiltIn.Single.TASK_RETURN);
    reject(options.postReturn().isPresent(), "post-return", BuiltIn.Single.TASK_RETURN);
    reject(options.realloc().isPresent(), "realloc", BuiltIn.Single.TASK_RETURN);
    reject(options.gc(), "gc", BuiltIn.Single.TASK_RETURN);
    Optional<ValueType> type = result.map(scope::valueType);
    if (type.isPresent() && TypeFacts.of(type.get()).borrows()) {
      throw context.invalid("function result cannot contain a `borrow` type");
    }
    Flattening flat = Flattening.ofTaskReturn(type, addresses);
    requireOptions(flat.needsMemory(), false, options);
    return flat.type();
  }

  private FuncType threadContext(BuiltIn.Context builtIn, ValType type, int slot) {
    if (type == NumType.I64) {
      context.require(Feature.CM64, "64-bit `" + builtIn + "`");
    } else if (type != NumType.I32) {
      throw context.invalid("`" + builtIn + "` only supports `i32` or `i64`");
    }
    boolean threads = context.has(Feature.CM_THREADING);
    if (Integer.compareUnsigned(slot, threads ? 1 : 0) > 0) {
      throw context.invalid(
          (threads ? "immediate must be zero or one: " : "immediate must be zero: ")
              + Integer.toUnsignedString(slot));
    }
    scope.useContext(type);
    return builtIn == BuiltIn.Context.CONTEXT_GET ? func(List.of(), type) : func(List.of(type));
  }

  private NumType startFunction(int coreType) {
    FuncType start = context.coreTypes().func(scope.coreFuncType(coreType)).orElseThrow();
    boolean wide = context.has(Feature.CM64) && start.equals(func(List.of(NumType.I64)));
    if (!wide && !start.equals(func(List.of(I32)))) {
      throw context.invalid("start function must take a single `i32` argument and return nothing");
    }
    return wide ? NumType.I64 : I32;
  }

  private FuncType threadOfTable(BuiltIn.ThreadOfTable builtIn, int coreType, int table) {
    NumType argument = startFunction(coreType);
    TableType type = scope.coreTable(table);
    RefType wanted =
        builtIn == BuiltIn.ThreadOfTable.THREAD_NEW_INDIRECT
            ? RefType.FUNCREF
            : RefType.nullable(new HeapType.Concrete(scope.coreTypeId(coreType)));
    if (!type.element().equals(RefType.FUNCREF)
        && !context.coreTypes().isSubtype(type.element(), wanted)) {
      throw context.fail(
          BinaryCode.TYPE_MISMATCH,
          "`" + builtIn + "` expects a table of `funcref`, found " + type.element());
    }
    return func(List.of(type.indexType(), argument), I32);
  }
}
