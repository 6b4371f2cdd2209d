package dev.witj.encode.internal.types;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentElement;
import dev.witj.names.Version;
import dev.witj.wit.Docs;
import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.Package;
import dev.witj.wit.Resolve;
import dev.witj.wit.Stability;
import dev.witj.wit.TypeDef;
import dev.witj.wit.World;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Writes the custom section {@code package-docs}: documentation and gates of a package, which
 * component types have no place for. It is a byte with the version of the form and then JSON that
 * mirrors the package; what has nothing to say is left out.
 */
public final class PackageDocsWriter {
  /** The name of the custom section. */
  public static final String SECTION = "package-docs";

  private static final int VERSION = 1;

  private final Resolve resolve;

  private PackageDocsWriter(Resolve resolve) {
    this.resolve = resolve;
  }

  /** The section for a package. */
  public static ComponentElement.Custom section(Resolve resolve, Package of) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(VERSION);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      new PackageDocsWriter(resolve).of(of).write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ComponentElement.Custom(SECTION, ByteSlice.of(out.toByteArray()));
  }

  /** An object of texts and objects, of which empty ones are not kept. */
  private static final class Node {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Node put(String name, Node node) {
      if (!node.members.isEmpty()) {
        members.put(name, node);
      }
      return this;
    }

    Node put(String name, Docs docs) {
      docs.contents().ifPresent(text -> members.put(name, text));
      return this;
    }

    Node put(String name, String text) {
      members.put(name, text);
      return this;
    }

    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      for (Map.Entry<String, Object> member : members.entrySet()) {
        json.writeFieldName(member.getKey());
        if (member.getValue() instanceof Node node) {
          node.write(json);
        } else {
          json.writeString((String) member.getValue());
        }
      }
      json.writeEndObject();
    }
  }

  private Node of(Package of) {
    Node worlds = new Node();
    of.worlds().forEach((name, id) -> worlds.put(name, of(resolve.get(id))));
    Node interfaces = new Node();
    of.interfaces().forEach((name, id) -> interfaces.put(name, of(resolve.get(id))));
    return new Node().put("docs", of.docs()).put("worlds", worlds).put("interfaces", interfaces);
  }

  private Node of(World world) {
    Node types = new Node();
    world
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfType(var id, _)) {
                types.put(resolve.name(key), of(resolve.get(id)));
              }
            });
    return new Node()
        .put("docs", world.docs())
        .put("stability", of(world.stability()))
        .put("interfaces", inline(world.imports()))
        .put("types", types)
        .put("funcs", functions(world.imports()))
        .put("interface_exports", inline(world.exports()))
        .put("func_exports", functions(world.exports()))
        .put("interface_import_stability", mentionedStability(world.imports()))
        .put("interface_export_stability", mentionedStability(world.exports()))
        .put("interface_import_docs", mentionedDocs(world.imports()))
        .put("interface_export_docs", mentionedDocs(world.exports()));
  }

  private Node inline(SequencedMap<WorldKey, WorldItem> items) {
    Node found = new Node();
    items.forEach(
        (key, item) -> {
          if (key instanceof WorldKey.Name(var name)
              && item instanceof WorldItem.OfInterface mention
              && resolve.get(mention.id()).name().isEmpty()) {
            found.put(name, of(resolve.get(mention.id())));
          }
        });
    return found;
  }

  private static Node functions(SequencedMap<WorldKey, WorldItem> items) {
    Node found = new Node();
    items.forEach(
        (_, item) -> {
          if (item instanceof WorldItem.OfFunction(var function)) {
            found.put(function.name(), of(function));
          }
        });
    return found;
  }

  /** Interfaces that have a name: what is said of them where a world mentions them. */
  private Map<String, WorldItem.OfInterface> mentions(SequencedMap<WorldKey, WorldItem> items) {
    Map<String, WorldItem.OfInterface> mentions = new LinkedHashMap<>();
    items.forEach(
        (key, item) -> {
          if (item instanceof WorldItem.OfInterface mention
              && resolve.get(mention.id()).name().isPresent()) {
            mentions.put(resolve.name(key), mention);
          }
        });
    return mentions;
  }

  private Node mentionedStability(SequencedMap<WorldKey, WorldItem> items) {
    Node found = new Node();
    mentions(items).forEach((name, mention) -> found.put(name, of(mention.stability())));
    return found;
  }

  private Node mentionedDocs(SequencedMap<WorldKey, WorldItem> items) {
    Node found = new Node();
    mentions(items).forEach((name, mention) -> found.put(name, mention.docs()));
    return found;
  }

  private Node of(Interface of) {
    Node functions = new Node();
    of.functions().forEach((name, function) -> functions.put(name, of(function)));
    Node types = new Node();
    of.types().forEach((name, id) -> types.put(name, of(resolve.get(id))));
    return new Node()
        .put("docs", of.docs())
        .put("stability", of(of.stability()))
        .put("funcs", functions)
        .put("types", types);
  }

  private static Node of(Function function) {
    return new Node().put("docs", function.docs()).put("stability", of(function.stability()));
  }

  private static Node of(TypeDef type) {
    return new Node()
        .put("docs", type.docs())
        .put("stability", of(type.stability()))
        .put("items", members(type.kind()));
  }

  private static Node members(TypeDef.Kind kind) {
    Node items = new Node();
    switch (kind) {
      case TypeDef.Kind.Rec(var fields) -> fields.forEach(f -> items.put(f.name(), f.docs()));
      case TypeDef.Kind.Variant(var cases) -> cases.forEach(c -> items.put(c.name(), c.docs()));
      case TypeDef.Kind.Enumeration(var cases) -> cases.forEach(c -> items.put(c.name(), c.docs()));
      case TypeDef.Kind.Flags(var flags) -> flags.forEach(f -> items.put(f.name(), f.docs()));
      case TypeDef.Kind _ -> {}
    }
    return items;
  }

  private static Node of(Stability stability) {
    return switch (stability) {
      case Stability.Unknown _ -> new Node();
      case Stability.Stable(Version since, var deprecated) -> {
        Node said = new Node().put("since", since.toString());
        deprecated.ifPresent(version -> said.put("deprecated", version.toString()));
        yield new Node().put("stable", said);
      }
      case Stability.Unstable(String feature, var deprecated) -> {
        Node said = new Node().put("feature", feature);
        deprecated.ifPresent(version -> said.put("deprecated", version.toString()));
        yield new Node().put("unstable", said);
      }
    };
  }
}
