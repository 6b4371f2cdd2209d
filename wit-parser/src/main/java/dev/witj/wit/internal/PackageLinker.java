package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import dev.witj.wit.PackageDecoder;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageName;
import dev.witj.wit.Resolve;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.WitCode;
import dev.witj.wit.WitOptions;
import dev.witj.wit.internal.ParsedPackage.Mention;
import dev.witj.wit.internal.ParsedPackage.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds for every package that is mentioned the one that is meant, puts packages behind those they
 * depend on, and resolves them one by one.
 *
 * <p>What the user's sources hold is taken by its exact name. What they do not hold comes from the
 * built-in packages: of those on the track that is asked for the newest, which then goes by the
 * version that was asked for, so that a component names exactly what its author wrote. The packages
 * a built-in one mentions are those of the user if there is one on the same track, and otherwise
 * built-in ones of its own version.
 */
final class PackageLinker {
  private static final Comparator<PackageName> BY_NAME = PackageLinker::compare;

  private static final String NAMED_WITHOUT = "within a package, items are named without it";

  private final WitOptions options;
  private final Diagnostics errors;
  private LinkState state = LinkState.of(new ResolveBuilder());
  private final Set<PackageName> builtins = new HashSet<>();
  private final Set<String> builtinFeatures = new HashSet<>();
  private final Map<PackageName, ParsedPackage> parsedBuiltins = new HashMap<>();

  PackageLinker(WitOptions options, Diagnostics errors) {
    this.options = options;
    this.errors = errors;
  }

  /** By name, then by version, where none comes first. */
  private static int compare(PackageName a, PackageName b) {
    int order = a.namespace().compareTo(b.namespace());
    order = order != 0 ? order : a.name().compareTo(b.name());
    if (order != 0) {
      return order;
    }
    return a.version().isPresent() && b.version().isPresent()
        ? a.version().get().compareTo(b.version().get())
        : Boolean.compare(a.version().isPresent(), b.version().isPresent());
  }

  Resolve finish() {
    errors.throwIfErrors();
    return state.builder().freeze();
  }

  /** Adds what a decoder made of a file. */
  void merge(PackageDecoder.Decoded decoded) {
    ResolveBuilder merged = Merger.merge(state.builder(), decoded.resolve());
    if (merged != state.builder()) {
      state = LinkState.of(merged);
    }
  }

  /** The features that the gates of the built-in packages name which were needed. */
  Set<String> builtinFeatures() {
    return builtinFeatures;
  }

  /** Resolves packages, in an order that puts each behind those it depends on. */
  void add(Map<PackageName, ParsedPackage> packages) {
    Map<PackageName, ParsedPackage> sorted = new TreeMap<>(BY_NAME);
    sorted.putAll(packages);
    List<Node> order = new ArrayList<>();
    Set<PackageName> done = new HashSet<>();
    for (ParsedPackage pkg : sorted.values()) {
      visit(pkg, sorted, done, order);
    }
    errors.throwIfErrors();
    for (Node node : order) {
      Map<PackageName, PackageId> links = new HashMap<>();
      node.links.forEach(
          (asked, target) -> state.builder().find(target).ifPresent(id -> links.put(asked, id)));
      new PackageResolver(state, node.pkg, node.gates, links, errors).resolve();
    }
    errors.throwIfErrors();
  }

  /** The id of a package that was added. */
  PackageId id(PackageName name) {
    return state
        .builder()
        .find(name)
        .orElseThrow(() -> new IllegalStateException(name + " was not resolved"));
  }

  private boolean isAdded(PackageName name) {
    return state.builder().find(name).isPresent();
  }

  /** A package on its way, with what its mentions stand for. */
  private static final class Node {
    final ParsedPackage pkg;
    final Gates gates;
    final Map<PackageName, Mention> mentions;
    final Iterator<Map.Entry<PackageName, Mention>> rest;
    final Map<PackageName, PackageName> links = new LinkedHashMap<>();

    /** The mention that is being followed. */
    @Nullable PackageName following;

    Node(ParsedPackage pkg, WitOptions options) {
      this.pkg = pkg;
      this.gates = new Gates(options, pkg.name(), pkg.origin());
      this.mentions = pkg.mentions(gates);
      this.rest = mentions.entrySet().iterator();
    }
  }

  /** Depth first, with a stack of its own, because chains of packages may be long. */
  private void visit(
      ParsedPackage root,
      Map<PackageName, ParsedPackage> packages,
      Set<PackageName> done,
      List<Node> order) {
    if (done.contains(root.name()) || isAdded(root.name())) {
      return;
    }
    Set<PackageName> open = new HashSet<>();
    Deque<Node> stack = new ArrayDeque<>();
    stack.push(new Node(root, options));
    while (!stack.isEmpty()) {
      Node node = stack.element();
      if (node.following != null) {
        open.remove(node.following);
        node.following = null;
      }
      if (!node.rest.hasNext()) {
        stack.pop();
        if (done.add(node.pkg.name())) {
          order.add(node);
        }
        continue;
      }
      Map.Entry<PackageName, Mention> mention = node.rest.next();
      PackageName asked = mention.getKey();
      Optional<PackageName> found = identify(asked, node.pkg, packages);
      if (found.isEmpty()) {
        if (mention.getValue().needed()) {
          reportMissing(asked, node.pkg.name(), mention.getValue().span(), packages);
        }
        continue;
      }
      PackageName target = found.get();
      node.links.put(asked, target);
      if (!open.add(target)) {
        errors.report(cycle(target, stack, mention.getValue().span()));
        // One cycle is enough: going on would walk around it.
        errors.throwIfErrors();
      }
      ParsedPackage next = packages.get(target);
      if (next == null) {
        next = parsedBuiltins.get(target);
      }
      if (next == null || done.contains(target) || isAdded(target)) {
        open.remove(target);
        continue;
      }
      node.following = target;
      stack.push(new Node(next, options));
    }
  }

  /** The package that a mention means, parsed if it is a built-in one. */
  private Optional<PackageName> identify(
      PackageName asked, ParsedPackage by, Map<PackageName, ParsedPackage> packages) {
    PackageName wanted = asked;
    if (by.origin() == Origin.BUILTIN) {
      // Built-in packages of one track were made for each other.
      if (asked.version().isPresent()
          && by.name().version().isPresent()
          && asked.version().get().isCompatibleWith(by.name().version().get())) {
        wanted = asked.withVersion(by.name().version());
      }
      Optional<PackageName> users = usersOnTrack(wanted, packages);
      if (users.isPresent()) {
        return users;
      }
    }
    if (packages.containsKey(wanted) || isAdded(wanted)) {
      return Optional.of(wanted);
    }
    return builtin(wanted) == null ? Optional.empty() : Optional.of(wanted);
  }

  private Optional<PackageName> usersOnTrack(
      PackageName wanted, Map<PackageName, ParsedPackage> packages) {
    Set<PackageName> candidates = new TreeSet<>(BY_NAME);
    candidates.addAll(packages.keySet());
    candidates.addAll(state.builder().packageNames());
    candidates.removeAll(builtins);
    candidates.removeIf(name -> !name.isCompatibleWith(wanted));
    if (candidates.contains(wanted)) {
      return Optional.of(wanted);
    }
    return candidates.stream().reduce((_, newer) -> newer);
  }

  private @Nullable ParsedPackage builtin(PackageName wanted) {
    ParsedPackage known = parsedBuiltins.get(wanted);
    if (known != null) {
      return known;
    }
    Optional<PackageName> shipped =
        options.builtins().available().stream()
            .filter(name -> name.isCompatibleWith(wanted))
            .max(BY_NAME);
    if (shipped.isEmpty()) {
      return null;
    }
    Source source =
        Source.text("<built-in " + shipped.get() + ">", options.builtins().text(shipped.get()));
    Syntax.File file = SyntaxParser.parse(source, errors);
    builtinFeatures.addAll(file.features());
    ParsedPackage parsed =
        new ParsedPackage(
            wanted,
            file.header().map(header -> header.name().span()).orElse(file.span()),
            file.header().map(header -> header.docs().docs()).orElse(dev.witj.wit.Docs.none()),
            List.of(file.items()),
            Origin.BUILTIN);
    builtins.add(wanted);
    parsedBuiltins.put(wanted, parsed);
    return parsed;
  }

  /** A circle of packages, with the way around it where that is not plain. */
  private static Diagnostic cycle(PackageName target, Deque<Node> stack, Span span) {
    Diagnostic diagnostic = dependsOnItself(target, span);
    if (target.equals(stack.element().pkg.name())) {
      return diagnostic.help(NAMED_WITHOUT);
    }
    List<String> way = new ArrayList<>(List.of(target.toString()));
    for (Node node : stack) {
      way.addFirst(node.pkg.name().toString());
      if (node.pkg.name().equals(target)) {
        break;
      }
    }
    return diagnostic
        .note("each uses the next: " + String.join(", ", way))
        .help("move what both need into a package of its own");
  }

  private static Diagnostic dependsOnItself(PackageName pkg, Span span) {
    return WitCode.PACKAGE_CYCLE.error(pkg).at(span);
  }

  private void reportMissing(
      PackageName asked, PackageName by, Span span, Map<PackageName, ParsedPackage> packages) {
    if (asked.version().isEmpty() && asked.equals(by.withoutVersion())) {
      errors.report(dependsOnItself(by, span).help(NAMED_WITHOUT));
      return;
    }
    Diagnostic diagnostic = WitCode.PACKAGE_NOT_FOUND.error(asked).at(span);
    if (errors.isFull()) {
      errors.report(diagnostic);
      return;
    }
    Set<PackageName> known = new TreeSet<>(BY_NAME);
    known.addAll(packages.keySet());
    known.addAll(state.builder().packageNames());
    if (!known.equals(Set.of(by))) {
      StringBuilder list = new StringBuilder("the packages that are there:");
      known.stream().limit(20).forEach(name -> list.append("\n  ").append(name));
      if (known.size() > 20) {
        list.append("\n  and ").append(known.size() - 20).append(" more");
      }
      diagnostic = diagnostic.note(list.toString());
    }
    Set<PackageName> all = new TreeSet<>(BY_NAME);
    all.addAll(known);
    all.addAll(options.builtins().available());
    List<String> sameName = new ArrayList<>();
    Map<String, PackageName> spellings = new LinkedHashMap<>();
    for (PackageName name : all) {
      String unversioned = name.withoutVersion().toString();
      if (unversioned.equals(asked.withoutVersion().toString())) {
        sameName.add(name.toString());
      }
      PackageName offered = name;
      if (asked.version().isPresent()
          && name.version().isPresent()
          && name.version().get().isCompatibleWith(asked.version().get())
          && options.builtins().available().contains(name)) {
        offered = name.withVersion(asked.version());
      }
      PackageName before = spellings.get(unversioned);
      if (before == null || !before.version().equals(asked.version())) {
        spellings.put(unversioned, offered);
      }
    }
    if (!sameName.isEmpty()) {
      String first = asked.version().isEmpty() ? "the version is missing: " : "there is ";
      diagnostic = diagnostic.help(first + "`" + String.join("` and `", sameName) + "`");
    } else {
      Optional<String> near =
          Suggestions.closest(asked.withoutVersion().toString(), spellings.keySet());
      diagnostic =
          diagnostic.help(
              near.map(name -> "did you mean `" + spellings.get(name) + "`?")
                  .orElse("put the package into the folder `deps/` beside the file"));
    }
    errors.report(diagnostic);
  }
}
