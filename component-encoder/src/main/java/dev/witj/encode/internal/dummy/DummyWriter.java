package dev.witj.encode.internal.dummy;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.Flattening.Convention;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.ValType;
import dev.witj.encode.DummyModule;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.module.CoreModuleWriter;
import dev.witj.encode.internal.names.Owner;
import dev.witj.encode.internal.names.WorldIndex;
import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes a module that has what a world asks for: first what it imports, then what it exports. */
public final class DummyWriter {
  private static final NumType I32 = NumType.I32;
  private static final Instruction TRAP = new Instruction.Plain(Opcode.UNREACHABLE);

  private final Resolve resolve;
  private final WorldIndex world;
  private final Flat flat;
  private final DummyNames names;
  private final Optional<DummyModule.Async> async;
  private final CoreModuleWriter out = new CoreModuleWriter(Optional.empty());

  /** What is exported comes behind all imports. */
  private final List<Runnable> exports = new ArrayList<>();

  private DummyWriter(
      Resolve resolve, WorldId world, DummyModule.Names names, Optional<DummyModule.Async> async) {
    this.resolve = resolve;
    this.world = new WorldIndex(resolve, world);
    this.flat = new Flat(resolve, AddressType.I32);
    this.names =
        switch (names) {
          case LEGACY -> DummyNames.LEGACY;
          case STANDARD32 -> DummyNames.STANDARD32;
        };
    this.async = async;
  }

  /** The binary of a module for a world. */
  public static ByteSlice write(
      Resolve resolve, WorldId world, DummyModule.Names names, Optional<DummyModule.Async> async) {
    return new DummyWriter(resolve, world, names, async).write();
  }

  private ByteSlice write() {
    world.items(true).forEach(this::imported);
    if (async.isPresent()) {
      rootBuiltIns();
    }
    world.items(false).forEach(this::exportedBuiltIns);
    world.items(false).forEach(this::exported);
    exports.forEach(Runnable::run);
    out.memory(MemoryType.of(SizeLimits.atLeast(0)));
    out.export(names.memory(), ExternKind.MEMORY, 0);
    export(names.realloc(), of(List.of(I32, I32, I32, I32), I32), List.of(TRAP));
    export(names.initialize(), of(List.of()), List.of());
    return out.build();
  }

  private static FuncType of(List<ValType> params, ValType... results) {
    return new FuncType(params, Arrays.asList(results));
  }

  private void imports(String module, String name, List<ValType> params, ValType... results) {
    out.importFunction(module, name, of(params, results));
  }

  private void export(String name, FuncType type, List<Instruction> code) {
    out.export(name, ExternKind.FUNC, out.function(name, type, code));
  }

  // Imports.

  private void imported(String name, WorldItem item) {
    switch (item) {
      case WorldItem.OfFunction(var function) -> imported(Owner.WORLD, function);
      case WorldItem.OfInterface mention -> {
        Owner owner = Owner.of(name, mention.id());
        resolve.get(mention.id()).functions().values().forEach(f -> imported(owner, f));
        importedDrops(owner, resolve.get(mention.id()).types().values());
      }
      case WorldItem.OfType(var id, _) -> importedDrops(Owner.WORLD, List.of(id));
    }
  }

  private void imported(Owner owner, Function function) {
    String module = names.importModule(owner);
    if (isAsync(function)) {
      out.importFunction(
          module, "[async-lower]" + function.name(), flat.type(function, Convention.LOWER_ASYNC));
    } else {
      out.importFunction(module, function.name(), flat.type(function, Convention.LOWER));
    }
    if (async.isPresent()) {
      payloads(module, function);
    }
  }

  private boolean isAsync(Function function) {
    return async.isPresent() && function.async();
  }

  private void importedDrops(Owner owner, Collection<TypeId> types) {
    for (String resource : resources(types)) {
      imports(names.importModule(owner), names.drop(resource), List.of(I32));
    }
  }

  private List<String> resources(Collection<TypeId> types) {
    return types.stream()
        .map(resolve::get)
        .filter(type -> type.kind() instanceof TypeDef.Kind.Resource)
        .map(type -> type.name().orElseThrow())
        .toList();
  }

  private void payloads(String module, Function function) {
    List<TypeId> payloads = world.payloads(function);
    for (int i = 0; i < payloads.size(); i++) {
      String suffix = "-" + i + "]" + function.name();
      if (resolve.get(payloads.get(i)).kind() instanceof TypeDef.Kind.Stream) {
        payload(module, "stream", suffix, List.of(I32, I32, I32));
      } else {
        payload(module, "future", suffix, List.of(I32, I32));
      }
    }
  }

  private void payload(String module, String kind, String suffix, List<ValType> copied) {
    imports(module, "[" + kind + "-new" + suffix, List.of(), NumType.I64);
    imports(module, "[async-lower][" + kind + "-read" + suffix, copied, I32);
    imports(module, "[async-lower][" + kind + "-write" + suffix, copied, I32);
    imports(module, "[" + kind + "-cancel-read" + suffix, List.of(I32), I32);
    imports(module, "[" + kind + "-cancel-write" + suffix, List.of(I32), I32);
    imports(module, "[" + kind + "-drop-readable" + suffix, List.of(I32));
    imports(module, "[" + kind + "-drop-writable" + suffix, List.of(I32));
  }

  private void rootBuiltIns() {
    String root = names.importModule(Owner.WORLD);
    imports(root, "[backpressure-inc]", List.of());
    imports(root, "[backpressure-dec]", List.of());
    imports(root, "[waitable-set-new]", List.of(), I32);
    imports(root, "[waitable-set-wait]", List.of(I32, I32), I32);
    imports(root, "[waitable-set-poll]", List.of(I32, I32), I32);
    imports(root, "[waitable-set-drop]", List.of(I32));
    imports(root, "[waitable-join]", List.of(I32, I32));
    imports(root, "[thread-yield]", List.of(), I32);
    imports(names.exportModule(Owner.WORLD), "[task-cancel]", List.of());
    imports(root, "[subtask-drop]", List.of(I32));
    imports(root, "[subtask-cancel]", List.of(I32), I32);
    imports(root, "[context-get-0]", List.of(), I32);
    imports(root, "[context-set-0]", List.of(I32));
  }

  // What is imported for exports.

  private void exportedBuiltIns(String name, WorldItem item) {
    switch (item) {
      case WorldItem.OfFunction(var function) -> exportedBuiltIns(Owner.WORLD, function);
      case WorldItem.OfInterface mention -> {
        Owner owner = Owner.of(name, mention.id());
        resolve.get(mention.id()).functions().values().forEach(f -> exportedBuiltIns(owner, f));
        String module = names.exportModule(owner);
        for (String resource : resources(resolve.get(mention.id()).types().values())) {
          imports(module, names.drop(resource), List.of(I32));
          imports(module, names.create(resource), List.of(I32), I32);
          imports(module, names.rep(resource), List.of(I32), I32);
        }
      }
      case WorldItem.OfType _ -> {}
    }
  }

  private void exportedBuiltIns(Owner owner, Function function) {
    String module = names.exportModule(owner);
    if (isAsync(function)) {
      out.importFunction(module, "[task-return]" + function.name(), flat.taskReturn(function));
    }
    if (async.isPresent()) {
      payloads(module, function);
    }
  }

  // Exports.

  private void exported(String name, WorldItem item) {
    switch (item) {
      case WorldItem.OfFunction(var function) -> exported(Owner.WORLD, function);
      case WorldItem.OfInterface mention -> {
        Owner owner = Owner.of(name, mention.id());
        resolve.get(mention.id()).functions().values().forEach(f -> exported(owner, f));
        for (String resource : resources(resolve.get(mention.id()).types().values())) {
          exports.add(() -> export(names.destructor(owner, resource), of(List.of(I32)), List.of()));
        }
      }
      case WorldItem.OfType _ -> {}
    }
  }

  private void exported(Owner owner, Function function) {
    String name = names.export(owner, function.name());
    if (isAsync(function)) {
      exports.add(() -> exportedAsync(name, function, async.orElseThrow()));
      return;
    }
    FuncType type = flat.type(function, Convention.LIFT);
    exports.add(() -> export(name, type, List.of(TRAP)));
    if (flat.lifted(function.result()).memory()) {
      exports.add(
          () -> export(names.post(name), new FuncType(type.results(), List.of()), List.of()));
    }
  }

  private void exportedAsync(String name, Function function, DummyModule.Async how) {
    switch (how) {
      case CALLBACK -> {
        export(
            "[async-lift]" + name,
            flat.type(function, Convention.LIFT_WITH_CALLBACK),
            List.of(TRAP));
        export("[callback][async-lift]" + name, of(List.of(I32, I32, I32), I32), List.of(TRAP));
      }
      case STACKFUL ->
          export(
              "[async-lift-stackful]" + name,
              flat.type(function, Convention.LIFT_STACKFUL),
              List.of(TRAP));
    }
  }
}
