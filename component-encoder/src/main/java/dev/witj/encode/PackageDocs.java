package dev.witj.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.names.Version;
import dev.witj.wit.Docs;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageName;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.ResolveBuilder.PackageDraft;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.Stability;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the documentation and the gates of an encoded package back, which component types have no
 * place for: the custom section {@code package-docs} holds a byte with a version and then JSON that
 * mirrors the package. What it says of items that are not there is ignored.
 */
final class PackageDocs {
  /** The name of the custom section. */
  static final String SECTION = "package-docs";

  private static final int NEWEST_VERSION = 1;
  private static final int MAX_DEPTH = 64;

  private final ResolveBuilder builder;

  private PackageDocs(ResolveBuilder builder) {
    this.builder = builder;
  }

  /**
   * Adds what a section says to a package.
   *
   * @throws DiagnosticException if the section is of a version that is not known, or no JSON
   */
  static void apply(ByteSlice section, PackageId of, ResolveBuilder builder) {
    byte[] bytes = section.toByteArray();
    if (bytes.length == 0 || bytes[0] < 0 || bytes[0] > NEWEST_VERSION) {
      throw malformed(section, "its version is not known");
    }
    Node root;
    try (JsonParser in = new JsonFactory().createParser(bytes, 1, bytes.length - 1)) {
      in.nextToken();
      root = Node.read(in, 0);
    } catch (IOException e) {
      throw malformed(section, "it is no JSON");
    }
    PackageId target =
        root.text("package").flatMap(PackageName::parse).flatMap(builder::find).orElse(of);
    new PackageDocs(builder).apply(root, builder.get(target));
  }

  private static DiagnosticException malformed(ByteSlice section, String why) {
    return EncodeCode.MALFORMED_DOCS.error(SECTION, why).at(section.span()).toException();
  }

  /** A JSON value; only objects and strings occur. */
  private record Node(Optional<String> value, Map<String, Node> members) {
    static final Node EMPTY = new Node(Optional.empty(), Map.of());

    static Node read(JsonParser in, int depth) throws IOException {
      if (depth > MAX_DEPTH) {
        throw new IOException("too deep");
      }
      if (in.currentToken() != JsonToken.START_OBJECT) {
        Node text = new Node(Optional.ofNullable(in.getValueAsString()), Map.of());
        in.skipChildren();
        return text;
      }
      Map<String, Node> members = new LinkedHashMap<>();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        members.put(name, read(in, depth + 1));
      }
      if (in.currentToken() != JsonToken.END_OBJECT) {
        throw new IOException("unexpected end");
      }
      return new Node(Optional.empty(), members);
    }

    Node get(String name) {
      return members.getOrDefault(name, EMPTY);
    }

    Optional<String> text(String name) {
      return get(name).value;
    }

    Docs docs() {
      return text("docs").map(Docs::of).orElse(Docs.none());
    }

    Stability stability() {
      return get("stability").asStability();
    }

    /** Of the form {@code {"stable": {"since": …}}} or {@code {"unstable": {"feature": …}}}. */
    Stability asStability() {
      Node stable = get("stable");
      Optional<Version> since = stable.text("since").flatMap(Version::parse);
      if (since.isPresent()) {
        return new Stability.Stable(since.get(), stable.deprecated());
      }
      Node unstable = get("unstable");
      Optional<Version> deprecated = unstable.deprecated();
      return unstable
          .text("feature")
          .<Stability>map(feature -> new Stability.Unstable(feature, deprecated))
          .orElseGet(Stability::unknown);
    }

    private Optional<Version> deprecated() {
      return text("deprecated").flatMap(Version::parse);
    }
  }

  private void apply(Node node, PackageDraft into) {
    into.setDocs(node.docs());
    node.get("interfaces")
        .members
        .forEach(
            (name, data) -> {
              @Nullable InterfaceId id = into.interfaces().get(name);
              if (id != null) {
                apply(data, builder.get(id));
              }
            });
    node.get("worlds")
        .members
        .forEach(
            (name, data) -> {
              @Nullable WorldId id = into.worlds().get(name);
              if (id != null) {
                apply(data, builder.get(id));
              }
            });
  }

  private void apply(Node node, InterfaceDraft into) {
    into.setDocs(node.docs());
    into.setStability(node.stability());
    node.get("funcs")
        .members
        .forEach(
            (name, data) ->
                into.functions()
                    .computeIfPresent(name, (_, function) -> documented(function, data)));
    reorder(into.functions(), node.get("funcs").members.keySet());
    types(node.get("types"), into.types());
  }

  /**
   * Types tell the order of functions only within one resource; the documentation also tells how
   * those of several stand to each other.
   */
  private static void reorder(SequencedMap<String, Function> functions, Set<String> documented) {
    Map<Optional<TypeId>, Deque<Function>> waiting = new LinkedHashMap<>();
    for (Function function : functions.values()) {
      waiting.computeIfAbsent(function.resource(), _ -> new ArrayDeque<>()).add(function);
    }
    SequencedMap<String, Function> ordered = new LinkedHashMap<>();
    for (String name : documented) {
      @Nullable Function function = functions.get(name);
      if (function != null) {
        Deque<Function> group = Objects.requireNonNull(waiting.get(function.resource()));
        while (!ordered.containsKey(name)) {
          Function next = group.remove();
          ordered.put(next.name(), next);
        }
      }
    }
    SequencedMap<String, Function> rest = new LinkedHashMap<>(functions);
    functions.clear();
    functions.putAll(ordered);
    rest.forEach(functions::putIfAbsent);
  }

  private void types(Node node, Map<String, TypeId> types) {
    node.members.forEach(
        (name, data) -> {
          @Nullable TypeId id = types.get(name);
          if (id != null) {
            builder.set(id, documented(builder.get(id), data));
          }
        });
  }

  // Worlds.

  private void apply(Node node, WorldDraft into) {
    into.setDocs(node.docs());
    into.setStability(node.stability());
    SequencedMap<String, TypeId> types = new LinkedHashMap<>();
    into.imports()
        .forEach(
            (key, item) -> {
              if (key instanceof WorldKey.Name(var name)
                  && item instanceof WorldItem.OfType(var id, _)) {
                types.put(name, id);
              }
            });
    types(node.get("types"), types);
    // In the oldest form, exports stand among the imports unless an import has their name.
    for (String part : List.of("interfaces", "funcs")) {
      node.get(part)
          .members
          .forEach(
              (name, data) -> {
                boolean imported = into.imports().containsKey(new WorldKey.Name(name));
                item(imported ? into.imports() : into.exports(), name, data);
              });
    }
    for (String part : List.of("interface_exports", "func_exports")) {
      node.get(part).members.forEach((name, data) -> item(into.exports(), name, data));
    }
    mentions(node, "interface_import_", into.imports());
    mentions(node, "interface_export_", into.exports());
  }

  private void item(SequencedMap<WorldKey, WorldItem> items, String name, Node data) {
    items.computeIfPresent(
        new WorldKey.Name(name),
        (_, item) ->
            switch (item) {
              case WorldItem.OfFunction(var function) ->
                  new WorldItem.OfFunction(documented(function, data));
              case WorldItem.OfInterface mention -> {
                apply(data, builder.get(mention.id()));
                yield new WorldItem.OfInterface(
                    mention.id(),
                    mention.docs(),
                    data.stability(),
                    mention.externalId(),
                    mention.span());
              }
              case WorldItem.OfType type -> type;
            });
  }

  /** What is said where a world imports or exports an interface, besides what that says itself. */
  private void mentions(Node node, String side, SequencedMap<WorldKey, WorldItem> items) {
    Node docs = node.get(side + "docs");
    Node gates = node.get(side + "stability");
    items.replaceAll(
        (key, item) -> {
          String name = builder.name(key);
          if (!(item instanceof WorldItem.OfInterface mention)
              || (!docs.members.containsKey(name) && !gates.members.containsKey(name))) {
            return item;
          }
          return new WorldItem.OfInterface(
              mention.id(),
              docs.text(name).map(Docs::of).orElse(mention.docs()),
              gates.members.containsKey(name) ? gates.get(name).asStability() : mention.stability(),
              mention.externalId(),
              mention.span());
        });
  }

  // Functions and types.

  private static Function documented(Function function, Node data) {
    return new Function(
        function.name(),
        function.kind(),
        function.async(),
        function.params(),
        function.result(),
        data.docs(),
        data.stability(),
        function.externalId(),
        function.span());
  }

  private static TypeDef documented(TypeDef type, Node data) {
    return new TypeDef(
        type.name(),
        members(type.kind(), data.get("items")),
        type.owner(),
        data.docs(),
        data.stability(),
        type.externalId(),
        type.span());
  }

  private static TypeDef.Kind members(TypeDef.Kind kind, Node items) {
    if (items.members.isEmpty()) {
      return kind;
    }
    return switch (kind) {
      case TypeDef.Kind.Rec(var fields) -> {
        List<TypeDef.Field> said = new ArrayList<>();
        for (TypeDef.Field of : fields) {
          said.add(new TypeDef.Field(of.name(), of.type(), docs(items, of.name()), of.span()));
        }
        yield new TypeDef.Kind.Rec(said);
      }
      case TypeDef.Kind.Variant(var cases) -> {
        List<TypeDef.Case> said = new ArrayList<>();
        for (TypeDef.Case of : cases) {
          said.add(new TypeDef.Case(of.name(), of.type(), docs(items, of.name()), of.span()));
        }
        yield new TypeDef.Kind.Variant(said);
      }
      case TypeDef.Kind.Enumeration(var cases) -> {
        List<TypeDef.EnumCase> said = new ArrayList<>();
        for (TypeDef.EnumCase of : cases) {
          said.add(new TypeDef.EnumCase(of.name(), docs(items, of.name()), of.span()));
        }
        yield new TypeDef.Kind.Enumeration(said);
      }
      case TypeDef.Kind.Flags(var flags) -> {
        List<TypeDef.Flag> said = new ArrayList<>();
        for (TypeDef.Flag of : flags) {
          said.add(new TypeDef.Flag(of.name(), docs(items, of.name()), of.span()));
        }
        yield new TypeDef.Kind.Flags(said);
      }
      case TypeDef.Kind other -> other;
    };
  }

  private static Docs docs(Node items, String name) {
    return items.text(name).map(Docs::of).orElse(Docs.none());
  }
}
