package dev.witj.encode.internal.names;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Flattening.Convention;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.module.AdapterTrimmer;
import dev.witj.encode.internal.module.CoreOutline;
import dev.witj.encode.internal.module.ImportNames;
import dev.witj.wit.Function;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what each import of a core module asks for. */
public final class ImportReader {
  private static final String ENV = "env";
  private static final String ROOT = "$root";
  private static final String EXPORT = "[export]";
  private static final String DROP = "[resource-drop]";
  private static final String TASK_RETURN = "[task-return]";
  private static final Pattern PAYLOAD =
      Pattern.compile(
          "\\[(stream|future)-(new|read|write|cancel-read|cancel-write|drop-readable|drop-writable)"
              + "-(\\d+|unit)](.*)",
          Pattern.DOTALL);

  private final WorldIndex world;
  private final Flat flat;
  private final Context context;

  /**
   * What is around the module.
   *
   * @param module what the module is called
   * @param main whether it is the main module rather than an adapter
   * @param adapters the names of adapters
   * @param legacy whether names without prefix are allowed
   * @param linked what a linker gives for imports of a library
   */
  public record Context(
      String module,
      boolean main,
      List<String> adapters,
      boolean legacy,
      Map<Key, CoreImport> linked) {}

  /** Both parts of the name of an import. */
  public record Key(String module, String name) {}

  /** For modules in a world. */
  public ImportReader(WorldIndex world, Flat flat, Context context) {
    this.world = world;
    this.flat = flat;
    this.context = context;
  }

  /**
   * What an import asks for.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the world has nothing of the kind, or it
   *     has another type
   */
  public CoreImport read(CoreOutline.Item item) {
    CoreImport linked = context.linked().get(new Key(item.module(), item.name()));
    if (linked != null) {
      return linked;
    }
    NameProblems problems = new NameProblems(world, context);
    if (item.function().isEmpty()) {
      return notFunction(item).orElseThrow(() -> problems.onlyFunctions(item));
    }
    FuncType type = item.function().get();
    CoreImport wanted = find(item, type).orElseThrow(() -> problems.unknownImport(item));
    Optional<FuncType> expected = CoreTypes.of(wanted, flat);
    if (expected.isPresent() && !expected.get().equals(type)) {
      throw problems.wrongType("import", item.module(), item.name(), expected.get(), type);
    }
    return wanted;
  }

  private Optional<CoreImport> notFunction(CoreOutline.Item item) {
    if (item.module().equals(ENV)
        && item.name().equals("memory")
        && item.type() == ExternKind.MEMORY) {
      return Optional.of(context.main() ? new CoreImport.OwnMemory() : new CoreImport.MainMemory());
    }
    return !context.main() && item.module().equals(AdapterTrimmer.MAIN)
        ? Optional.of(new CoreImport.OfMain(item.name(), item.type()))
        : Optional.empty();
  }

  private Optional<CoreImport> find(CoreOutline.Item item, FuncType type) {
    String module = item.module();
    String name = ImportNames.original(item.name());
    if (context.main() && context.adapters().contains(module)) {
      return Optional.of(new CoreImport.OfAdapter(module, name, type));
    }
    if (!context.main() && module.equals(AdapterTrimmer.MAIN)) {
      return Optional.of(new CoreImport.OfMain(name, ExternKind.FUNC));
    }
    Optional<CoreImport> linked = module.equals(ENV) ? ofLinker(name, type) : Optional.empty();
    if (linked.isPresent()) {
      return linked;
    }
    if (module.equals(StandardNames.PREFIX)) {
      return function(Owner.WORLD, name, Convention.LOWER)
          .or(() -> standardDrop(Owner.WORLD, name));
    }
    if (module.startsWith(StandardNames.PREFIX + "|")) {
      return standard(module.substring(StandardNames.PREFIX.length() + 1), name);
    }
    if (!context.legacy()) {
      throw new NameProblems(world, context).legacyName("import", module + "` `" + name);
    }
    return legacy(module, name);
  }

  /** What linkers for threads leave open in a module that is to be a component's. */
  private static Optional<CoreImport> ofLinker(String name, FuncType type) {
    // Whether addresses have 64 bits is seen even where there is no memory.
    NumType address =
        type.results().contains(NumType.I64) || type.params().contains(NumType.I64)
            ? NumType.I64
            : NumType.I32;
    return switch (name) {
      case "__wasm_get_stack_pointer" ->
          Optional.of(new CoreImport.Context(BuiltIn.Context.CONTEXT_GET, address, 0));
      case "__wasm_set_stack_pointer" ->
          Optional.of(new CoreImport.Context(BuiltIn.Context.CONTEXT_SET, address, 0));
      case "__wasm_get_tls_base" -> Optional.of(new CoreImport.TlsBase(false, address));
      case "__wasm_set_tls_base" -> Optional.of(new CoreImport.TlsBase(true, address));
      default -> Optional.empty();
    };
  }

  // Names with a prefix.

  private Optional<CoreImport> standard(String module, String name) {
    if (!module.startsWith(StandardNames.EXPORTED)) {
      return world
          .find(module, true)
          .flatMap(
              owner -> function(owner, name, Convention.LOWER).or(() -> standardDrop(owner, name)));
    }
    String exported = module.substring(StandardNames.EXPORTED.length());
    Optional<Owner> owner =
        exported.isEmpty() ? Optional.of(Owner.WORLD) : world.find(exported, false);
    return owner.flatMap(of -> standardExported(of, name));
  }

  private Optional<CoreImport> standardDrop(Owner owner, String name) {
    return StandardNames.withoutSuffix(name, "_drop")
        .flatMap(resource -> world.resource(owner, resource))
        .map(id -> new CoreImport.ImportedDrop(owner, id));
  }

  private Optional<CoreImport> standardExported(Owner owner, String name) {
    for (BuiltIn.OfResource builtIn : BuiltIn.OfResource.values()) {
      Optional<TypeId> resource =
          StandardNames.withoutSuffix(name, builtIn.toString().replace("resource.", "_"))
              .flatMap(of -> world.resource(owner, of));
      if (resource.isPresent()) {
        return Optional.of(new CoreImport.ExportedResource(builtIn, owner, resource.get()));
      }
    }
    return Optional.empty();
  }

  // Names without.

  private Optional<CoreImport> legacy(String module, String name) {
    if (module.equals(ROOT)) {
      return BuiltInNames.find(name).or(() -> imported(Owner.WORLD, name));
    }
    if (!module.startsWith(EXPORT)) {
      return world.find(module, true).flatMap(owner -> imported(owner, name));
    }
    String of = module.substring(EXPORT.length());
    Optional<Owner> owner = of.equals(ROOT) ? Optional.of(Owner.WORLD) : world.find(of, false);
    return owner.flatMap(exporter -> BuiltInNames.find(name).or(() -> exported(exporter, name)));
  }

  private Optional<CoreImport> imported(Owner owner, String name) {
    if (name.startsWith(DROP)) {
      return world
          .resource(owner, name.substring(DROP.length()))
          .map(id -> new CoreImport.ImportedDrop(owner, id));
    }
    Optional<CoreImport> payload = payload(owner, name, true);
    if (payload.isPresent()) {
      return payload;
    }
    return name.startsWith(BuiltInNames.ASYNC)
        ? function(owner, name.substring(BuiltInNames.ASYNC.length()), Convention.LOWER_ASYNC)
        : function(owner, name, Convention.LOWER);
  }

  private Optional<CoreImport> function(Owner owner, String name, Convention convention) {
    return world
        .function(owner, name, true)
        .map(function -> new CoreImport.Lowered(owner, function, convention));
  }

  private Optional<CoreImport> exported(Owner owner, String name) {
    if (name.startsWith(TASK_RETURN)) {
      return world
          .function(owner, name.substring(TASK_RETURN.length()), false)
          .map(function -> new CoreImport.TaskReturn(owner, function));
    }
    for (BuiltIn.OfResource builtIn : BuiltIn.OfResource.values()) {
      String prefix = "[" + builtIn.toString().replace('.', '-') + "]";
      if (name.startsWith(prefix) && owner.id().isPresent()) {
        return world
            .resource(owner, name.substring(prefix.length()))
            .map(id -> new CoreImport.ExportedResource(builtIn, owner, id));
      }
    }
    return payload(owner, name, false);
  }

  private Optional<CoreImport> payload(Owner owner, String name, boolean imported) {
    boolean async = name.startsWith(BuiltInNames.ASYNC);
    Matcher matcher = PAYLOAD.matcher(async ? name.substring(BuiltInNames.ASYNC.length()) : name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String kind = matcher.group(1);
    BuiltIn.Channel builtIn = channel(kind + "." + matcher.group(2));
    if (async && builtIn instanceof BuiltIn.OfChannel) {
      return Optional.empty();
    }
    if (matcher.group(3).equals("unit")) {
      return Optional.of(
          new CoreImport.OfPayload(
              builtIn, owner, Optional.empty(), Optional.empty(), imported, async));
    }
    Optional<Function> function = world.function(owner, matcher.group(4), imported);
    if (function.isEmpty() || matcher.group(3).length() > 6) {
      return Optional.empty();
    }
    List<TypeId> payloads = world.payloads(function.get());
    int index = Integer.parseInt(matcher.group(3));
    if (index >= payloads.size()) {
      return Optional.empty();
    }
    TypeId type = payloads.get(index);
    boolean stream = world.resolve().get(type).kind() instanceof TypeDef.Kind.Stream;
    return stream == kind.equals("stream")
        ? Optional.of(
            new CoreImport.OfPayload(
                builtIn,
                owner,
                Optional.of(function.get().name()),
                Optional.of(type),
                imported,
                async))
        : Optional.empty();
  }

  private static BuiltIn.Channel channel(String text) {
    if (BuiltIn.named(text).orElse(null) instanceof BuiltIn.Channel channel) {
      return channel;
    }
    throw new IllegalStateException("no built-in `" + text + "`");
  }
}
