package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.Feature;
import dev.witj.binary.component.ComponentName;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.TypeFacts;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Field;
import dev.witj.types.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The imports or the exports of something, whose names are checked as they are added: their
 * grammar, that no two are alike, and that functions of a resource belong to it.
 */
public final class NamedExterns {
  private final String side;
  private final boolean namesResources;
  private final ValidationContext context;
  private final LinkedHashMap<String, Extern> externs = new LinkedHashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Map<ResourceName, String> resources = new HashMap<>();
  private final Set<String> resourceNames = new HashSet<>();
  private long typeSize;

  /** Imports or exports of a component or of a type. */
  NamedExterns(String side, ValidationContext context) {
    this(side, true, context);
  }

  private NamedExterns(String side, boolean namesResources, ValidationContext context) {
    this.side = side;
    this.namesResources = namesResources;
    this.context = context;
  }

  /** The exports of an instance that is put together, where no resource gets a name. */
  public static NamedExterns ofInstance(ValidationContext context) {
    return new NamedExterns("export", false, context);
  }

  int size() {
    return externs.size();
  }

  /** The sizes of all types together. */
  long typeSize() {
    return typeSize;
  }

  public Externs toExterns() {
    return new Externs(externs);
  }

  public void add(ExternName name, EntityType type) {
    String text = name.name();
    if (namesResources && type instanceof EntityType.Type(ResourceName resource)) {
      resources.put(resource, text);
      resourceNames.add(text);
    }
    ComponentName parsed = parse(name, type);
    if (side.equals("export") && parsed.isImportOnly()) {
      throw context.invalid("name `" + text + "` is not a valid export name");
    }
    checkMember(parsed, text, type);
    String previous = keys.put(ComponentName.uniquenessKey(parsed, text), text);
    if (previous != null) {
      throw context.fail(
          BinaryCode.DUPLICATE_NAME,
          side + " name `" + text + "` conflicts with previous name `" + previous + "`");
    }
    externs.put(text, new Extern(name, type));
    typeSize += TypeFacts.of(type).size();
  }

  // Grammar.

  private ComponentName parse(ExternName name, EntityType type) {
    Optional<String> suffix = attributes(name, type);
    ComponentName parsed;
    try {
      parsed =
          ComponentNameParser.parse(
              name.name(),
              suffix,
              context.has(Feature.CM_NESTED_NAMES),
              context.has(Feature.CM_CANON_NAMES));
    } catch (ComponentNameParser.BadNameException e) {
      throw context.invalid(
          side + " name `" + name.name() + "` is not a valid extern name: " + e.reason());
    }
    if (suffix.isPresent() && !(parsed instanceof ComponentName.Interface)) {
      throw context.invalid("name `" + name + "` is not valid with `versionsuffix`");
    }
    if (name.implementsName().isPresent() && !(parsed instanceof ComponentName.Label)) {
      throw context.invalid("name `" + name + "` is not valid with `implements`");
    }
    return parsed;
  }

  /** Checks the attributes of a name and gives what is cut off its version. */
  private Optional<String> attributes(ExternName name, EntityType type) {
    Map<Class<?>, ExternName.Attribute> seen = new HashMap<>();
    for (ExternName.Attribute attribute : name.attributes()) {
      if (seen.put(attribute.getClass(), attribute) != null) {
        throw context.invalid("duplicate '" + noun(attribute) + "' option in name");
      }
      switch (attribute) {
        case ExternName.Attribute.Implements(var of) -> {
          context.require(Feature.CM_IMPLEMENTS, "`implements`");
          checkImplements(of, type);
        }
        case ExternName.Attribute.ExternalId _ ->
            context.require(Feature.CM_IMPLEMENTS, "`external-id`");
        case ExternName.Attribute.VersionSuffix _ -> {
          context.require(Feature.CM_CANON_NAMES, "`versionsuffix`");
          if (!(type instanceof EntityType.Instance)) {
            throw context.invalid("only instances can have a `versionsuffix`");
          }
        }
      }
    }
    return name.versionSuffix();
  }

  private static String noun(ExternName.Attribute attribute) {
    return switch (attribute) {
      case ExternName.Attribute.Implements _ -> "implements";
      case ExternName.Attribute.VersionSuffix _ -> "versionsuffix";
      case ExternName.Attribute.ExternalId _ -> "external-id";
    };
  }

  private void checkImplements(String of, EntityType type) {
    if (!(type instanceof EntityType.Instance)) {
      throw context.invalid("only instances can have an `implements`");
    }
    ComponentName parsed;
    try {
      parsed =
          ComponentNameParser.parse(
              of,
              Optional.empty(),
              context.has(Feature.CM_NESTED_NAMES),
              context.has(Feature.CM_CANON_NAMES));
    } catch (ComponentNameParser.BadNameException e) {
      throw context.invalid("`implements` of `" + of + "` is not a valid name: " + e.reason());
    }
    if (!(parsed instanceof ComponentName.Interface)) {
      throw context.invalid("`implements` of `" + of + "` must be an interface");
    }
  }

  // Functions of resources, by "Import and Export Definitions" of Explainer.md.

  private void checkMember(ComponentName name, String text, EntityType type) {
    switch (name) {
      case ComponentName.Constructor(var resource) -> {
        Signature<ValueType> signature = signature(type, text);
        if (signature.async()) {
          throw bad(text, "constructor function cannot be async");
        }
        ValueType result =
            signature.result().orElseThrow(() -> bad(text, "function should return one value"));
        checkResource(
            constructed(result)
                .orElseThrow(
                    () -> bad(text, "function should return `(own $T)` or `(result (own $T))`")),
            resource,
            text);
      }
      case ComponentName.Method(var resource, _) -> {
        Signature<ValueType> signature = signature(type, text);
        if (signature.params().isEmpty()) {
          throw bad(text, "function should have at least one argument");
        }
        Field<ValueType> self = signature.params().getFirst();
        if (!self.name().equals("self")) {
          throw bad(text, "function should have a first argument called `self`");
        }
        if (!(self.type().shape() instanceof Shape.Borrow(var borrowed))) {
          throw bad(text, "function should take a first argument of `(borrow $T)`");
        }
        checkResource(borrowed, resource, text);
      }
      case ComponentName.Static(var resource, _) -> {
        signature(type, text);
        if (!resourceNames.contains(resource)) {
          throw bad(text, "static resource name is not known in this context");
        }
      }
      case ComponentName.Label _,
          ComponentName.Interface _,
          ComponentName.UnlockedDependency _,
          ComponentName.LockedDependency _,
          ComponentName.Url _,
          ComponentName.Hash _ -> {}
    }
  }

  private RuntimeException bad(String text, String reason) {
    return context.invalid(side + " name `" + text + "` is not valid: " + reason);
  }

  private Signature<ValueType> signature(EntityType type, String text) {
    if (type instanceof EntityType.Func(var func)) {
      return func.signature();
    }
    throw bad(text, "item is not a func");
  }

  private static Optional<ResourceName> constructed(ValueType result) {
    return switch (result.shape()) {
      case Shape.Own(var resource) -> Optional.of(resource);
      case Shape.Result(var ok, _)
          when ok.isPresent() && ok.get().shape() instanceof Shape.Own(var resource) ->
          Optional.of(resource);
      case Shape<ValueType, ResourceName> _ -> Optional.empty();
    };
  }

  private void checkResource(ResourceName resource, String expected, String text) {
    String name = resources.get(resource);
    if (name == null) {
      throw bad(text, "resource used in function does not have a name in this context");
    }
    if (!name.equals(expected)) {
      throw bad(text, "function does not match expected resource name `" + name + "`");
    }
  }
}
