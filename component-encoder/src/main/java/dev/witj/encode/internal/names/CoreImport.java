package dev.witj.encode.internal.names;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.Flattening.Convention;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.wit.Function;
import dev.witj.wit.TypeId;
import java.util.Optional;

/** What an import of a core module asks for. */
public sealed interface CoreImport {
  /** The type of the word of a thread's that it reads or writes, if it does. */
  default Optional<NumType> threadWord() {
    return Optional.empty();
  }

  /** A function that the world imports. */
  record Lowered(Owner owner, Function function, Convention convention) implements CoreImport {}

  /** Dropping a handle of a resource that the world imports. */
  record ImportedDrop(Owner owner, TypeId resource) implements CoreImport {}

  /** One of the built-ins of a resource that the world exports. */
  record ExportedResource(BuiltIn.OfResource builtIn, Owner owner, TypeId resource)
      implements CoreImport {}

  /** A function of an adapter. */
  record OfAdapter(String adapter, String name, FuncType type) implements CoreImport {}

  /** The memory of the main module. */
  record MainMemory() implements CoreImport {}

  /** An export of the main module. */
  record OfMain(String name, ExternKind kind) implements CoreImport {}

  /** A function of a dynamic library that is there already. */
  record OfLibrary(String library, String name) implements CoreImport {}

  /** A memory that the main module imports, which the shim module defines. */
  record OwnMemory() implements CoreImport {}

  /** Reads or writes the variable where the base of thread-local storage is. */
  record TlsBase(boolean set, NumType type) implements CoreImport {
    @Override
    public Optional<NumType> threadWord() {
      return Optional.of(type);
    }
  }

  /** Delivers the result of a function that the world exports. */
  record TaskReturn(Owner owner, Function function) implements CoreImport {}

  /**
   * A built-in of a stream or future.
   *
   * @param type the type of the stream or future; nothing for one without elements
   * @param imported whether the function that mentions the type is an import
   */
  record OfPayload(
      BuiltIn.Channel builtIn,
      Owner owner,
      Optional<String> function,
      Optional<TypeId> type,
      boolean imported,
      boolean async)
      implements CoreImport {}

  /** A built-in that reads or writes a string. */
  record OfText(BuiltIn.OfText builtIn, CanonicalOption.StringEncoding encoding)
      implements CoreImport {}

  /** A built-in without type. */
  sealed interface Free extends CoreImport {
    /** One without anything else. */
    record Plain(BuiltIn.Plain builtIn) implements Free {}

    /** Calls off a subtask. */
    record SubtaskCancel(boolean async) implements Free {}

    /** One that lets other threads run. */
    record Cancellable(BuiltIn.Cancellable builtIn, boolean cancellable) implements Free {}

    /** One that looks for an event. */
    record Waiting(BuiltIn.Waiting builtIn, boolean cancellable) implements Free {}
  }

  /** A built-in for the thread's storage. */
  record Context(BuiltIn.Context builtIn, NumType type, int slot) implements CoreImport {
    @Override
    public Optional<NumType> threadWord() {
      return Optional.of(type);
    }
  }

  /** A new thread that runs a function of the table of the module. */
  record NewThread() implements CoreImport {}
}
