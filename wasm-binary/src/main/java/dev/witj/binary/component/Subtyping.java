package dev.witj.binary.component;

import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import dev.witj.binary.internal.component.TypeText;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether something of one type can stand where another is wanted, by Subtyping.md, and where the
 * first difference is if it cannot.
 *
 * <p>Instances may give more than is wanted, and components may want less; all else must be equal,
 * as values of other types would look different in memory.
 *
 * <p>Resources are equal if their identities are. The resources of a type that is wanted stand for
 * whatever is given: the first thing that is compared with one decides what it stands for, and all
 * that follows must agree. So one object checks all imports of one component, in their order:
 *
 * <pre>{@code
 * Subtyping subtyping = new Subtyping();
 * for (Extern wanted : component.imports().all()) {
 *   Optional<Difference> difference = subtyping.difference(given(wanted.name()), wanted.type());
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Subtyping {
  /** Enough for any component that people write; a comparison beyond is refused. */
  private static final int MAX_STEPS = 20_000_000;

  private static final Optional<String> FOREIGN =
      Optional.of("core types that refer to others cannot be compared between binaries");

  private final Map<ResourceId, ResourceId> bindings = new HashMap<>();
  private final Set<ResourceId> decided = new HashSet<>();
  private final List<Undo> undo = new ArrayList<>();
  private final boolean open;
  private boolean swapped;
  private int steps;

  private record Undo(
      ResourceId resource, @Nullable ResourceId before, @Nullable ResourceId decided) {}

  /** A comparison in which wanted resources stand for nothing yet. */
  public Subtyping() {
    this(true);
  }

  /**
   * A comparison.
   *
   * @param open whether resources that nothing was said about stand for whatever they meet
   */
  Subtyping(boolean open) {
    this.open = open;
  }

  /** Whether something of one type can stand where another is wanted. */
  public static boolean isSubtype(EntityType given, EntityType wanted) {
    return new Subtyping().difference(given, wanted).isEmpty();
  }

  /**
   * The first place where a type does not fit; nothing if it fits. What wanted resources stand for
   * is kept if it fits, and forgotten otherwise.
   */
  public Optional<Difference> difference(EntityType given, EntityType wanted) {
    int mark = undo.size();
    steps = 0;
    @Nullable Difference difference = entity(given, wanted);
    if (difference != null) {
      undoTo(mark);
    }
    return Optional.ofNullable(difference);
  }

  /** The resource that a wanted one stands for, which is itself if nothing is known. */
  public ResourceId resolve(ResourceId resource) {
    ResourceId at = resource;
    for (ResourceId next = bindings.get(at); next != null; next = bindings.get(at)) {
      at = next;
    }
    return at;
  }

  /** Lets a resource stand for another. */
  void bind(ResourceId resource, ResourceId to) {
    ResourceId target = resolve(to);
    if (target != resource) {
      @Nullable ResourceId before = bindings.put(resource, target);
      undo.add(new Undo(resource, before, decided.add(target) ? target : null));
    }
  }

  private void undoTo(int mark) {
    while (undo.size() > mark) {
      Undo last = undo.removeLast();
      if (last.decided != null) {
        decided.remove(last.decided);
      }
      if (last.before == null) {
        bindings.remove(last.resource);
      } else {
        bindings.put(last.resource, last.before);
      }
    }
  }

  /** Lets the resources of a type stand for those that are found at the same places elsewhere. */
  void bindAll(List<ResourcePath> resources, Externs given) {
    for (ResourcePath path : resources) {
      find(given, path.names()).ifPresent(id -> bind(path.resource(), id));
    }
  }

  /** The resource at a path; what is amiss otherwise is found by the comparison. */
  static Optional<ResourceId> find(Externs externs, List<String> names) {
    Externs at = externs;
    for (String name : names.subList(0, names.size() - 1)) {
      if (at.get(name).orElse(null) instanceof EntityType.Instance(var instance)) {
        at = instance.exports();
      } else {
        return Optional.empty();
      }
    }
    return at.get(names.getLast()).orElse(null) instanceof EntityType.Type(ResourceName resource)
        ? Optional.of(resource.id())
        : Optional.empty();
  }

  private @Nullable Difference entity(EntityType given, EntityType wanted) {
    return switch (wanted) {
      case EntityType.CoreModule(var w) when given instanceof EntityType.CoreModule(var g) ->
          module(g, w);
      case EntityType.Func(var w) when given instanceof EntityType.Func(var g) -> function(g, w);
      case EntityType.Value(var w) when given instanceof EntityType.Value(var g) -> value(g, w);
      case EntityType.Type(var w) when given instanceof EntityType.Type(var g) -> any(g, w);
      case EntityType.Component(var w) when given instanceof EntityType.Component(var g) ->
          component(g, w);
      case EntityType.Instance(var w) when given instanceof EntityType.Instance(var g) ->
          instance(g, w);
      case EntityType _ ->
          Difference.of(
              "expected " + noun(wanted) + ", found " + noun(given),
              TypeText.of(wanted),
              TypeText.of(given));
    };
  }

  private static String noun(EntityType type) {
    return type instanceof EntityType.CoreModule ? "module" : type.sort().toString();
  }

  private @Nullable Difference any(AnyType given, AnyType wanted) {
    return switch (wanted) {
      case DefinedType w when given instanceof DefinedType g -> {
        @Nullable Difference difference = value(g, w);
        yield difference == null
            ? null
            : difference.around(TypeText.of((AnyType) w), TypeText.of((AnyType) g));
      }
      case ResourceName w when given instanceof ResourceName g -> resource(g, w);
      case FunctionType w when given instanceof FunctionType g -> function(g, w);
      case ComponentType w when given instanceof ComponentType g -> component(g, w);
      case InstanceType w when given instanceof InstanceType g -> instance(g, w);
      case AnyType _ ->
          Difference.of(
              "expected " + noun(wanted) + ", found " + noun(given),
              TypeText.of(wanted),
              TypeText.of(given));
    };
  }

  private static String noun(AnyType type) {
    return switch (type) {
      case DefinedType _ -> "defined type";
      case ResourceName _ -> "resource";
      case FunctionType _ -> "func";
      case ComponentType _ -> "component";
      case InstanceType _ -> "instance";
    };
  }

  private @Nullable Difference resource(ResourceName given, ResourceName wanted) {
    ResourceId g = resolve(given.id());
    ResourceId w = resolve(wanted.id());
    if (g == w) {
      return null;
    }
    ResourceName free = swapped ? given : wanted;
    if (open && !bindings.containsKey(free.id()) && !decided.contains(free.id())) {
      bind(free.id(), swapped ? w : g);
      return null;
    }
    return Difference.of(
        Difference.OTHER_RESOURCE, TypeText.of((AnyType) wanted), TypeText.of((AnyType) given));
  }

  // Modules.

  private static @Nullable Difference module(ModuleType given, ModuleType wanted) {
    if (given == wanted) {
      return null;
    }
    Map<List<String>, ExternType> offered = new HashMap<>();
    for (Import item : wanted.imports()) {
      offered.put(List.of(item.module(), item.name()), item.type());
    }
    for (Import item : given.imports()) {
      String name = item.module() + "::" + item.name();
      @Nullable ExternType offer = offered.get(List.of(item.module(), item.name()));
      if (offer == null) {
        return core("missing expected import `" + name + "`");
      }
      Optional<String> mismatch =
          translate(given, item.type(), wanted.types())
              .map(needed -> wanted.types().mismatch(offer, needed))
              .orElse(FOREIGN);
      if (mismatch.isPresent()) {
        return core(mismatch.get()).in("import `" + name + "`");
      }
    }
    for (Map.Entry<String, ExternType> item : wanted.exports().entrySet()) {
      @Nullable ExternType export = given.exports().get(item.getKey());
      if (export == null) {
        return core("missing expected export `" + item.getKey() + "`");
      }
      Optional<String> mismatch =
          translate(given, export, wanted.types())
              .map(got -> wanted.types().mismatch(got, item.getValue()))
              .orElse(FOREIGN);
      if (mismatch.isPresent()) {
        return core(mismatch.get()).in("export `" + item.getKey() + "`");
      }
    }
    return null;
  }

  private static Difference core(String reason) {
    return Difference.of(reason, "core module", "core module");
  }

  /** A type in terms of another registry, if it does not refer to types by index. */
  private static Optional<ExternType> translate(ModuleType from, ExternType type, CoreTypes to) {
    if (from.types().equals(to)) {
      return Optional.of(type);
    }
    return switch (type) {
      case ExternType.Func func ->
          translate(from, func.typeIndex(), to).map(id -> new ExternType.Func(id, func.exact()));
      case TagType tag -> translate(from, tag.typeIndex(), to).map(TagType::new);
      case TableType table when isPlain(table.element()) -> Optional.of(table);
      case GlobalType global when isPlain(global.type()) -> Optional.of(global);
      case MemoryType memory -> Optional.of(memory);
      case TableType _, GlobalType _ -> Optional.empty();
    };
  }

  private static Optional<Integer> translate(ModuleType from, int id, CoreTypes to) {
    return from.types()
        .func(id)
        .filter(
            func ->
                Stream.concat(func.params().stream(), func.results().stream())
                    .allMatch(Subtyping::isPlain))
        .map(to::add);
  }

  private static boolean isPlain(ValType type) {
    return !(type instanceof RefType ref && ref.heap() instanceof HeapType.Concrete);
  }

  // Components and instances.

  private @Nullable Difference instance(InstanceType given, InstanceType wanted) {
    if (given == wanted && !given.facts().resources()) {
      return null;
    }
    int mark = undo.size();
    bindAll(wanted.resources(), given.exports());
    @Nullable Difference difference =
        externs(given.exports(), wanted.exports(), "export", "expected export");
    if (difference != null) {
      undoTo(mark);
    }
    return difference;
  }

  private @Nullable Difference externs(Externs given, Externs wanted, String step, String missing) {
    for (Extern want : wanted.all()) {
      String name = want.name().name();
      Optional<EntityType> got = given.get(name);
      if (got.isEmpty()) {
        return Difference.of(
            "missing " + missing + " `" + name + "`", TypeText.of(want.type()), "nothing");
      }
      @Nullable Difference difference = entity(got.get(), want.type());
      if (difference != null) {
        return difference.in(step(want, step));
      }
    }
    return null;
  }

  private static String step(Extern extern, String step) {
    return switch (extern.type()) {
      case EntityType.Func _ -> "func " + extern.name();
      case EntityType.Type _ -> "type " + extern.name();
      case EntityType.CoreModule _,
          EntityType.Value _,
          EntityType.Component _,
          EntityType.Instance _ ->
          step + " " + extern.name();
    };
  }

  /** What is wanted of a component offers the imports, so these are compared the other way. */
  private @Nullable Difference component(ComponentType given, ComponentType wanted) {
    int mark = undo.size();
    bindAll(given.importedResources(), wanted.imports());
    swapped = !swapped;
    @Nullable Difference difference =
        externs(wanted.imports(), given.imports(), "import", "expected import");
    swapped = !swapped;
    if (difference == null) {
      bindAll(wanted.exportedResources(), given.exports());
      difference = externs(given.exports(), wanted.exports(), "export", "expected export");
    }
    if (difference != null) {
      undoTo(mark);
    }
    return difference;
  }

  // Functions and values.

  private @Nullable Difference function(FunctionType given, FunctionType wanted) {
    if (given == wanted && !given.facts().resources()) {
      return null;
    }
    @Nullable Difference difference = signature(given.signature(), wanted.signature());
    return difference == null ? null : difference.around(TypeText.of(wanted), TypeText.of(given));
  }

  private @Nullable Difference signature(Signature<ValueType> given, Signature<ValueType> wanted) {
    if (given.async() != wanted.async()) {
      return plain(
          wanted.async()
              ? "expected an async function, found one that is not"
              : "expected a function that is not async, found an async one");
    }
    if (given.params().size() != wanted.params().size()) {
      return plain(
          "expected "
              + (wanted.params().size() == 1
                  ? "1 parameter"
                  : wanted.params().size() + " parameters")
              + ", found "
              + given.params().size());
    }
    for (int i = 0; i < wanted.params().size(); i++) {
      Field<ValueType> want = wanted.params().get(i);
      Field<ValueType> got = given.params().get(i);
      if (!want.name().equals(got.name())) {
        return plain("expected parameter named `" + want.name() + "`, found `" + got.name() + "`");
      }
      @Nullable Difference difference = value(got.type(), want.type());
      if (difference != null) {
        return difference.in("param " + want.name());
      }
    }
    @Nullable Difference difference = optional(given.result(), wanted.result(), "a result");
    return difference == null || (difference.path().isEmpty() && differs(given, wanted))
        ? difference
        : difference.in("result");
  }

  private static boolean differs(Signature<ValueType> given, Signature<ValueType> wanted) {
    return given.result().isPresent() != wanted.result().isPresent();
  }

  private static Difference plain(String reason) {
    return Difference.of(reason, "", "");
  }

  private @Nullable Difference value(ValueType given, ValueType wanted) {
    if (++steps > MAX_STEPS) {
      return plain("the types are too large to compare");
    }
    if (given.equals(wanted) && !TypeFacts.of(given).resources()) {
      return null;
    }
    Shape<ValueType, ResourceName> g = given.shape();
    Shape<ValueType, ResourceName> w = wanted.shape();
    return switch (w) {
      case Shape.Primitive(var want) when g instanceof Shape.Primitive(var got) ->
          got == want ? null : mismatch(given, wanted);
      case Shape.RecordOf(var want) when g instanceof Shape.RecordOf(var got) ->
          fields(got, want, given, wanted);
      case Shape.Variant(var want) when g instanceof Shape.Variant(var got) ->
          cases(got, want, given, wanted);
      case Shape.ListOf(var want) when g instanceof Shape.ListOf(var got) ->
          inside("list element", value(got, want));
      case Shape.FixedList(var want, int length)
          when g instanceof Shape.FixedList(var got, int count) ->
          length == count ? inside("list element", value(got, want)) : mismatch(given, wanted);
      case Shape.MapOf(var key, var want) when g instanceof Shape.MapOf(var gotKey, var got) -> {
        @Nullable Difference difference = value(gotKey, key);
        yield difference != null ? difference.in("map key") : inside("map value", value(got, want));
      }
      case Shape.Tuple(var want) when g instanceof Shape.Tuple(var got) ->
          members(got, want, given, wanted);
      case Shape.Flags(var want) when g instanceof Shape.Flags(var got) ->
          labels("flag", got, want, given, wanted);
      case Shape.Enumeration(var want) when g instanceof Shape.Enumeration(var got) ->
          labels("case", got, want, given, wanted);
      case Shape.Option(var want) when g instanceof Shape.Option(var got) ->
          inside("option", value(got, want));
      case Shape.Result(var ok, var error)
          when g instanceof Shape.Result(var gotOk, var gotError) -> {
        @Nullable Difference difference = optional(gotOk, ok, "an ok type");
        yield difference != null
            ? difference.in("ok")
            : inside("err", optional(gotError, error, "an err type"));
      }
      case Shape.Own(var want) when g instanceof Shape.Own(var got) ->
          handle(got, want, given, wanted);
      case Shape.Borrow(var want) when g instanceof Shape.Borrow(var got) ->
          handle(got, want, given, wanted);
      case Shape.Stream(var want) when g instanceof Shape.Stream(var got) ->
          inside("stream", optional(got, want, "an element type"));
      case Shape.Future(var want) when g instanceof Shape.Future(var got) ->
          inside("future", optional(got, want, "an element type"));
      case Shape<ValueType, ResourceName> _ -> mismatch(given, wanted);
    };
  }

  private static @Nullable Difference inside(String step, @Nullable Difference difference) {
    return difference == null ? null : difference.in(step);
  }

  private static Difference mismatch(ValueType given, ValueType wanted) {
    String want = TypeText.of(wanted);
    String got = TypeText.of(given);
    return Difference.of("expected " + want + ", found " + got, want, got);
  }

  private @Nullable Difference handle(
      ResourceName got, ResourceName want, ValueType given, ValueType wanted) {
    @Nullable Difference difference = resource(got, want);
    return difference == null ? null : difference.around(TypeText.of(wanted), TypeText.of(given));
  }

  private @Nullable Difference optional(
      Optional<ValueType> given, Optional<ValueType> wanted, String what) {
    if (wanted.isEmpty()) {
      return given.isEmpty()
          ? null
          : Difference.of(
              "expected " + what + " not to be present, found " + TypeText.of(given.get()),
              "nothing",
              TypeText.of(given.get()));
    }
    return given.isEmpty()
        ? Difference.of("expected " + what + ", found none", TypeText.of(wanted.get()), "nothing")
        : value(given.get(), wanted.get());
  }

  private @Nullable Difference fields(
      List<Field<ValueType>> got, List<Field<ValueType>> want, ValueType given, ValueType wanted) {
    if (got.size() != want.size()) {
      return around("expected " + want.size() + " fields, found " + got.size(), given, wanted);
    }
    for (int i = 0; i < want.size(); i++) {
      String name = want.get(i).name();
      if (!name.equals(got.get(i).name())) {
        return around(
            "expected field name `" + name + "`, found `" + got.get(i).name() + "`", given, wanted);
      }
      @Nullable Difference difference = value(got.get(i).type(), want.get(i).type());
      if (difference != null) {
        return difference.in("field " + name);
      }
    }
    return null;
  }

  private static Difference around(String reason, ValueType given, ValueType wanted) {
    return Difference.of(reason, TypeText.of(wanted), TypeText.of(given));
  }

  private @Nullable Difference cases(
      List<Case<ValueType>> got, List<Case<ValueType>> want, ValueType given, ValueType wanted) {
    if (got.size() != want.size()) {
      return around("expected " + want.size() + " cases, found " + got.size(), given, wanted);
    }
    for (int i = 0; i < want.size(); i++) {
      String name = want.get(i).name();
      if (!name.equals(got.get(i).name())) {
        return around(
            "expected case named `" + name + "`, found `" + got.get(i).name() + "`", given, wanted);
      }
      @Nullable Difference difference =
          optional(got.get(i).type(), want.get(i).type(), "a payload");
      if (difference != null) {
        return difference.in("case " + name);
      }
    }
    return null;
  }

  private @Nullable Difference members(
      List<ValueType> got, List<ValueType> want, ValueType given, ValueType wanted) {
    if (got.size() != want.size()) {
      return around("expected " + want.size() + " types, found " + got.size(), given, wanted);
    }
    for (int i = 0; i < want.size(); i++) {
      @Nullable Difference difference = value(got.get(i), want.get(i));
      if (difference != null) {
        return difference.in("tuple member " + i);
      }
    }
    return null;
  }

  private static @Nullable Difference labels(
      String kind, List<String> got, List<String> want, ValueType given, ValueType wanted) {
    if (got.equals(want)) {
      return null;
    }
    Set<String> missing = new HashSet<>(want);
    got.forEach(missing::remove);
    for (String label : want) {
      if (missing.contains(label)) {
        return around("missing " + kind + " `" + label + "`", given, wanted);
      }
    }
    return around("the " + kind + "s differ", given, wanted);
  }

  /** Names of one side that stand for types of the other, for a substitution that follows. */
  static void renames(Externs given, Externs wanted, Map<AnyType, AnyType> into) {
    for (Extern want : wanted.all()) {
      Optional<EntityType> got = given.get(want.name().name());
      if (got.isPresent()) {
        renames(got.get(), want.type(), into);
      }
    }
  }

  private static void renames(EntityType given, EntityType wanted, Map<AnyType, AnyType> into) {
    if (wanted instanceof EntityType.Instance(var w)
        && given instanceof EntityType.Instance(var g)) {
      renames(g.exports(), w.exports(), into);
    } else if (wanted instanceof EntityType.Type(var w)
        && given instanceof EntityType.Type(var g)) {
      if ((w instanceof DefinedType && g instanceof DefinedType)
          || (w instanceof ResourceName && g instanceof ResourceName)) {
        into.put(w, g);
      }
    }
  }

  /** What every bound resource stands for. */
  Map<ResourceId, ResourceId> bindings() {
    Map<ResourceId, ResourceId> resolved = new LinkedHashMap<>();
    bindings.keySet().forEach(resource -> resolved.put(resource, resolve(resource)));
    return resolved;
  }
}
