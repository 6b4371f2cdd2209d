package dev.witj.wit.internal;

import dev.witj.diagnostics.Span;
import dev.witj.wit.Docs;
import dev.witj.wit.PackageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A package as its files have it, nothing looked up yet.
 *
 * @param name what the resolve calls it
 * @param span where it is named
 * @param docs its documentation
 * @param scopes the items, one list per file: names brought in by a top-level {@code use} reach
 *     only as far as the file
 * @param origin whose package it is
 */
record ParsedPackage(
    PackageName name, Span span, Docs docs, List<List<Syntax.TopItem>> scopes, Origin origin) {
  ParsedPackage {
    scopes = List.copyOf(scopes);
  }

  /** Whose a package is. */
  enum Origin {
    USER,
    BUILTIN
  }

  /** A mention of another package: the first one, and whether any stands outside of gated items. */
  record Mention(Span span, boolean needed) {}

  /** The other packages this one mentions, in the order in which it does. */
  Map<PackageName, Mention> mentions(Gates gates) {
    Map<PackageName, Mention> mentions = new LinkedHashMap<>();
    for (List<Syntax.TopItem> scope : scopes) {
      for (Syntax.TopItem item : scope) {
        switch (item) {
          case Syntax.TopUse use -> mention(use.path(), true, mentions);
          case Syntax.InterfaceDeclaration declaration -> {
            boolean kept = gates.keeps(declaration.attributes());
            uses(declaration.members(), kept, gates, mentions);
          }
          case Syntax.WorldDeclaration world -> mentions(world, gates, mentions);
          case Syntax.PackageBlock _ -> throw new IllegalStateException("a package of its own");
        }
      }
    }
    return mentions;
  }

  private static void mentions(
      Syntax.WorldDeclaration world, Gates gates, Map<PackageName, Mention> mentions) {
    boolean kept = gates.keeps(world.attributes());
    // Imports come before exports, whatever their order in the text.
    List<Runnable> exports = new ArrayList<>();
    List<Runnable> imports = new ArrayList<>();
    for (Syntax.WorldMember member : world.members()) {
      switch (member) {
        case Syntax.Use use -> mention(use.from(), kept && gates.keeps(use.attributes()), mentions);
        case Syntax.Include include ->
            mention(include.from(), kept && gates.keeps(include.attributes()), mentions);
        case Syntax.Import item ->
            imports.add(
                () -> extern(item.item(), kept && gates.keeps(item.attributes()), gates, mentions));
        case Syntax.Export item ->
            exports.add(
                () -> extern(item.item(), kept && gates.keeps(item.attributes()), gates, mentions));
        case Syntax.TypeDeclaration _ -> {}
      }
    }
    imports.forEach(Runnable::run);
    exports.forEach(Runnable::run);
  }

  private static void extern(
      Syntax.Extern item, boolean kept, Gates gates, Map<PackageName, Mention> mentions) {
    switch (item) {
      case Syntax.PathExtern(Syntax.UsePath path) -> mention(path, kept, mentions);
      case Syntax.NamedPathExtern(_, Syntax.UsePath path) -> mention(path, kept, mentions);
      case Syntax.InlineExtern(_, List<Syntax.InterfaceMember> members) ->
          uses(members, kept, gates, mentions);
      case Syntax.FunctionExtern _ -> {}
    }
  }

  private static void uses(
      List<Syntax.InterfaceMember> members,
      boolean kept,
      Gates gates,
      Map<PackageName, Mention> mentions) {
    for (Syntax.InterfaceMember member : members) {
      if (member instanceof Syntax.Use use) {
        mention(use.from(), kept && gates.keeps(use.attributes()), mentions);
      }
    }
  }

  private static void mention(
      Syntax.UsePath path, boolean needed, Map<PackageName, Mention> mentions) {
    if (path instanceof Syntax.ForeignPath foreign) {
      mentions.merge(
          foreign.pkg().toName(),
          new Mention(foreign.pkg().span(), needed),
          (first, second) -> new Mention(first.span(), first.needed() || second.needed()));
    }
  }
}
