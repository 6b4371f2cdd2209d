package dev.witj.encode.internal.component;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption.StringEncoding;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.CoreInstance.CoreExport;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.internal.module.ShimModule;
import dev.witj.encode.internal.names.CoreImport;
import dev.witj.encode.internal.names.ModuleExport.Service;
import dev.witj.encode.internal.names.Owner;
import dev.witj.encode.internal.plan.ComponentPlan;
import dev.witj.encode.internal.plan.PlannedModule;
import dev.witj.types.Shape;
import dev.witj.wit.Function;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Supplies the imports of core modules: with a shim, or with the real thing. */
final class ImportSupplier {
  private final State state;
  private final Shims shims;
  private final CanonNeeds needs;
  private final RootScope exportedTypes;
  private final OptionalInt shimInstance;

  /** The types of streams and futures without elements, once something needs them. */
  private OptionalInt emptyStream = OptionalInt.empty();

  private OptionalInt emptyFuture = OptionalInt.empty();

  ImportSupplier(
      State state,
      Shims shims,
      CanonNeeds needs,
      RootScope exportedTypes,
      OptionalInt shimInstance) {
    this.state = state;
    this.shims = shims;
    this.needs = needs;
    this.exportedTypes = exportedTypes;
    this.shimInstance = shimInstance;
  }

  /** What satisfies an import. */
  CoreExport supply(PlannedModule of, String module, String name, CoreImport wanted) {
    OptionalInt shim = shims.number(of, module, name, wanted);
    if (shim.isPresent() && !isThere(of, wanted)) {
      return CoreItems.export(name, Sort.CORE_FUNC, ofShim(shim.getAsInt()));
    }
    return switch (wanted) {
      case CoreImport.OwnMemory _, CoreImport.MainMemory _ ->
          CoreItems.export(
              name, Sort.CORE_MEMORY, state.memory().orElseThrow(() -> noMemory(of, module, name)));
      case CoreImport.OfMain(var export, var kind) -> {
        checkExported(of, export);
        int instance = state.instance(state.plan.main());
        yield CoreItems.export(
            name, Sort.of(kind), state.core.alias(Sort.of(kind), instance, export));
      }
      case CoreImport.Lowered _,
          CoreImport.ImportedDrop _,
          CoreImport.ExportedResource _,
          CoreImport.OfAdapter _,
          CoreImport.OfLibrary _,
          CoreImport.TlsBase _,
          CoreImport.TaskReturn _,
          CoreImport.OfPayload _,
          CoreImport.OfText _,
          CoreImport.Free _,
          CoreImport.Context _,
          CoreImport.NewThread _ ->
          CoreItems.export(name, Sort.CORE_FUNC, real(of, wanted));
    };
  }

  /**
   * Whether a built-in that has a shim can be there before the module: libraries come behind their
   * memory. Tools give them the shim all the same.
   */
  private boolean isThere(PlannedModule of, CoreImport wanted) {
    return of.role() == PlannedModule.Role.LIBRARY
        && !needs.of(wanted).realloc()
        && (wanted instanceof CoreImport.TaskReturn
            || wanted instanceof CoreImport.OfText
            || wanted instanceof CoreImport.Free);
  }

  private void checkExported(PlannedModule of, String export) {
    if (!state.plan.main().names().outline().exports().containsKey(export)) {
      throw EncodeCode.ADAPTER_NEEDS_EXPORT
          .error(of.name(), export)
          .help("is it the adapter for this kind of program (command, reactor)?")
          .toException();
    }
  }

  private static DiagnosticException noMemory(PlannedModule of, String module, String name) {
    return EncodeCode.MISSING_MEMORY_IMPORT
        .error(of.name(), name, module)
        .help("export the module's memory as `memory`")
        .toException();
  }

  /** A function of the shim module. */
  int ofShim(int number) {
    return state.core.function(shimInstance.orElseThrow(), Integer.toString(number));
  }

  // The real things.

  /** The function that an import asks for, which everything it needs is there for. */
  int real(PlannedModule of, CoreImport wanted) {
    return switch (wanted) {
      case CoreImport.Lowered lowered -> lower(of, lowered);
      case CoreImport.ImportedDrop(_, var resource) ->
          state.core.canon(
              new Canon.OfResource(
                  BuiltIn.OfResource.RESOURCE_DROP, state.importedTypes.aliasOfImport(resource)));
      case CoreImport.ExportedResource(var builtIn, _, var resource) ->
          state.core.canon(new Canon.OfResource(builtIn, exportedTypes.index(resource)));
      case CoreImport.OfAdapter(var adapter, var name, _) -> ofOther(adapter, name);
      case CoreImport.OfLibrary(var library, var name) -> ofOther(library, name);
      case CoreImport.TlsBase(boolean set, _) ->
          state.core.function(
              shimInstance.orElseThrow(), set ? ShimModule.SET_TLS_BASE : ShimModule.GET_TLS_BASE);
      case CoreImport.TaskReturn task -> taskReturn(of, task);
      case CoreImport.OfPayload payload -> payload(of, payload);
      case CoreImport.OfText(var builtIn, var encoding) ->
          state.core.canon(
              new Canon.OfText(builtIn, options(of, wanted, builtIn.toString(), () -> encoding)));
      case CoreImport.Free free -> free(of, free);
      case CoreImport.Context(var builtIn, var type, int slot) ->
          state.core.canon(new Canon.Context(builtIn, type, slot));
      case CoreImport.NewThread _ -> newThread(of);
      case CoreImport.OwnMemory _, CoreImport.MainMemory _, CoreImport.OfMain _ ->
          throw new IllegalStateException("no canonical definition");
    };
  }

  private int lower(PlannedModule of, CoreImport.Lowered lowered) {
    Owner owner = lowered.owner();
    String name = lowered.function().name();
    int function =
        owner
            .name()
            .map(
                instance ->
                    state.out.add(
                        new ComponentElement.Alias.InstanceExport(
                            Sort.FUNC, imported(state.importedInstances, instance), name)))
            .orElseGet(() -> imported(state.importedFunctions, name));
    return state.core.canon(
        new Canon.Lower(
            function,
            options(of, lowered, name, () -> importEncoding(of, owner, lowered.function()))));
  }

  private static int imported(Map<String, Integer> indices, String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new IllegalStateException("not imported: " + name);
    }
    return index;
  }

  private static StringEncoding importEncoding(PlannedModule of, Owner owner, Function function) {
    return of.encodings()
        .ofImport(owner.name().orElse(function.name()))
        .orElse(StringEncoding.UTF8);
  }

  private CanonicalOptions options(
      PlannedModule of, CoreImport wanted, String name, Supplier<StringEncoding> encoding) {
    return State.canonical(
        state.options(needs.of(wanted), encoding, () -> realloc(of, wanted), of, name));
  }

  private OptionalInt realloc(PlannedModule of, CoreImport wanted) {
    Optional<ComponentPlan.Allocator> allocator = state.plan.importAllocator(of);
    if (allocator.isEmpty()) {
      return OptionalInt.empty();
    }
    OptionalInt shim = shims.reallocNumber(allocator.get(), wanted);
    return OptionalInt.of(
        shim.isPresent()
            ? ofShim(shim.getAsInt())
            : state.core.function(state.instance(allocator.get().of()), allocator.get().name()));
  }

  private int ofOther(String module, String name) {
    PlannedModule other =
        state.plan.others().stream()
            .filter(of -> of.name().equals(module))
            .findFirst()
            .orElseThrow();
    return state.core.function(state.instance(other), name);
  }

  private int taskReturn(PlannedModule of, CoreImport.TaskReturn task) {
    Function function = task.function();
    return state.core.canon(
        new Canon.TaskReturn(
            function.result().map(exportedTypes::type),
            options(of, task, function.name(), () -> exportEncoding(of, task.owner(), function))));
  }

  private static StringEncoding exportEncoding(PlannedModule of, Owner owner, Function function) {
    return of.encodings()
        .ofExport(owner.name().orElse(function.name()))
        .orElse(StringEncoding.UTF8);
  }

  private int payload(PlannedModule of, CoreImport.OfPayload payload) {
    int type = payloadType(payload);
    return state.core.canon(
        switch (payload.builtIn()) {
          case BuiltIn.OfChannel builtIn -> new Canon.OfChannel(builtIn, type);
          case BuiltIn.CancelCopy builtIn -> new Canon.CancelCopy(builtIn, type, payload.async());
          case BuiltIn.Copy builtIn ->
              new Canon.Copy(
                  builtIn,
                  type,
                  options(of, payload, builtIn.toString(), () -> encoding(of, payload)));
        });
  }

  private static StringEncoding encoding(PlannedModule of, CoreImport.OfPayload payload) {
    String name = payload.owner().name().or(payload::function).orElse("");
    Optional<StringEncoding> encoding =
        payload.imported() ? of.encodings().ofImport(name) : of.encodings().ofExport(name);
    return encoding.orElse(StringEncoding.UTF8);
  }

  private int payloadType(CoreImport.OfPayload payload) {
    if (payload.type().isPresent()) {
      RootScope scope = payload.imported() ? state.importedTypes : exportedTypes;
      return scope.index(payload.type().get());
    }
    boolean stream = payload.builtIn().ofStream();
    if (stream && emptyStream.isEmpty()) {
      emptyStream = OptionalInt.of(define(new Shape.Stream<>(Optional.empty())));
    } else if (!stream && emptyFuture.isEmpty()) {
      emptyFuture = OptionalInt.of(define(new Shape.Future<>(Optional.empty())));
    }
    return (stream ? emptyStream : emptyFuture).orElseThrow();
  }

  private int define(Shape<ComponentValType, Integer> shape) {
    return state.out.add(new ComponentElement.TypeDef(new TypeDefinition.Value(shape)));
  }

  private int free(PlannedModule of, CoreImport.Free free) {
    return state.core.canon(
        switch (free) {
          case CoreImport.Free.Plain(var builtIn) -> new Canon.Plain(builtIn);
          case CoreImport.Free.SubtaskCancel(boolean async) -> new Canon.SubtaskCancel(async);
          case CoreImport.Free.Cancellable(var builtIn, boolean cancellable) ->
              new Canon.Cancellable(builtIn, cancellable);
          case CoreImport.Free.Waiting(var builtIn, boolean cancellable) ->
              new Canon.Waiting(
                  builtIn,
                  cancellable,
                  options(of, free, builtIn.toString(), () -> StringEncoding.UTF8)
                      .memory()
                      .orElseThrow());
        });
  }

  private int newThread(PlannedModule of) {
    PlannedModule owner = of.role() == PlannedModule.Role.LIBRARY ? state.plan.main() : of;
    String table =
        owner
            .names()
            .service(Service.TABLE)
            .orElseThrow(
                () ->
                    EncodeCode.MISSING_THREAD_TABLE
                        .error(of.binary().source().name())
                        .note("the export would be `__indirect_function_table`")
                        .help("give the linker --export-table")
                        .toException());
    int index = state.core.alias(Sort.CORE_TABLE, state.instance(owner), table);
    FuncType run = new FuncType(List.of(NumType.I32), List.of());
    int type =
        state.out.add(
            new ComponentElement.CoreTypeDef(
                new CoreTypeDefinition.Group(RecGroup.of(SubType.of(run)))));
    return state.core.canon(
        new Canon.ThreadOfTable(BuiltIn.ThreadOfTable.THREAD_NEW_INDIRECT, type, index));
  }
}
