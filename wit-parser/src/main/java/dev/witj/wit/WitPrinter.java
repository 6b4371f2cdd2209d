package dev.witj.wit;

import dev.witj.names.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Prints a resolve as WIT, in one canonical form: two spaces of indentation, in a world first the
 * interfaces, then the types, then the functions, in an interface first the types. What is printed
 * parses to the same meaning.
 *
 * <p>A printer is immutable and may be shared between threads.
 */
public final class WitPrinter {
  private static final WitPrinter WITH_DOCS = new WitPrinter(true);
  private static final WitPrinter WITHOUT_DOCS = new WitPrinter(false);

  private final boolean docs;

  private WitPrinter(boolean docs) {
    this.docs = docs;
  }

  /** A printer that keeps documentation. */
  public static WitPrinter withDocs() {
    return WITH_DOCS;
  }

  /** A printer that leaves documentation out; gates stay. */
  public static WitPrinter withoutDocs() {
    return WITHOUT_DOCS;
  }

  /** One package alone, as a file of its own. */
  public String print(Resolve resolve, PackageId main) {
    return print(resolve, main, List.of());
  }

  /** A package, and all others of the resolve as blocks behind it. */
  public String printAll(Resolve resolve, PackageId main) {
    List<PackageId> others = new ArrayList<>();
    for (int i = 0; i < resolve.packages().size(); i++) {
      if (i != main.index()) {
        others.add(new PackageId(i));
      }
    }
    return print(resolve, main, others);
  }

  /**
   * A package with others behind it.
   *
   * @param nested the packages that follow as {@code package ns:name { … }}, in this order
   * @return text that ends with a line break
   */
  public String print(Resolve resolve, PackageId main, List<PackageId> nested) {
    Run run = new Run(resolve, resolve.get(main));
    run.printMain();
    for (int i = 0; i < nested.size(); i++) {
      if (i > 0) {
        run.out.append("\n\n");
      }
      Run next = new Run(resolve, resolve.get(nested.get(i)), run.out);
      next.printNested();
    }
    return run.out.toString();
  }

  /**
   * All packages as files: the main one at the top, the others below {@code deps/}.
   *
   * @return the texts by path, {@code /} between folders, dependencies first
   */
  public SequencedMap<String, String> printFiles(Resolve resolve, PackageId main) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < resolve.packages().size(); i++) {
      PackageId id = new PackageId(i);
      String path =
          id.equals(main)
              ? resolve.get(id).name().name() + ".wit"
              : "deps/" + fileName(resolve, id, main) + ".wit";
      files.put(path, print(resolve, id));
    }
    return files;
  }

  /** One definition or {@code use} alone, without documentation, gates and members. */
  static String definition(Resolve resolve, PackageId home, TypeId id) {
    Run run = WITHOUT_DOCS.new Run(resolve, resolve.get(home));
    Optional<Use> use = Use.of(resolve, resolve.get(id), resolve.get(id).owner());
    if (use.isPresent()) {
      use.get().add(resolve.get(id).name().orElseThrow(), resolve.get(use.get().target));
      run.printNames(use.get());
    } else {
      run.printBody(id, List.of());
    }
    return run.out.toString();
  }

  /** A function with its name, without documentation and gates. */
  static String function(Resolve resolve, PackageId home, Function function) {
    String name =
        function.kind() instanceof Function.Kind.Constructor
            ? ""
            : WitWords.escape(function.itemName()) + ": ";
    return name + new WitWords(resolve, home).signature(function) + ";";
  }

  /** A type as it is mentioned. */
  static String type(Resolve resolve, PackageId home, Type type) {
    return new WitWords(resolve, home).type(type);
  }

  /** The package's name, with as much of version and namespace as tells it from the others. */
  private static String fileName(Resolve resolve, PackageId id, PackageId main) {
    PackageName name = resolve.get(id).name();
    List<PackageName> others = new ArrayList<>();
    for (int i = 0; i < resolve.packages().size(); i++) {
      if (i != main.index() && i != id.index()) {
        others.add(resolve.packages().get(i).name());
      }
    }
    others.removeIf(other -> !other.name().equals(name.name()));
    if (others.isEmpty()) {
      return name.name();
    }
    String version = name.version().map(v -> "@" + v).orElse("");
    boolean oneNamespace =
        others.stream().allMatch(other -> other.namespace().equals(name.namespace()));
    return (oneNamespace ? "" : name.namespace() + "-") + name.name() + version;
  }

  /** The printing of one package. */
  private final class Run {
    private final Resolve resolve;
    private final Package of;
    private final WitWords words;
    private final StringBuilder out;
    private int depth;

    /** Whether the block being printed has an item yet, so that a blank line parts it from more. */
    private boolean anyItems;

    Run(Resolve resolve, Package of) {
      this(resolve, of, new StringBuilder());
    }

    Run(Resolve resolve, Package of, StringBuilder out) {
      this.resolve = resolve;
      this.of = of;
      this.words = new WitWords(resolve, of.name());
      this.out = out;
    }

    void printMain() {
      printDocs(of.docs());
      line("package " + words.home() + ";");
      blank();
      printItems(true);
    }

    void printNested() {
      printDocs(of.docs());
      open("package " + words.home());
      printItems(false);
      close();
    }

    private void printItems(boolean blankAfterInterface) {
      of.interfaces()
          .forEach(
              (name, id) -> {
                Interface printed = resolve.get(id);
                printDocs(printed.docs());
                printStability(printed.stability());
                open("interface " + WitWords.escape(name));
                printInterface(id);
                close();
                if (blankAfterInterface) {
                  blank();
                }
              });
      of.worlds()
          .forEach(
              (name, id) -> {
                World printed = resolve.get(id);
                printDocs(printed.docs());
                printStability(printed.stability());
                open("world " + WitWords.escape(name));
                printWorld(id);
                close();
              });
    }

    private void printInterface(InterfaceId id) {
      boolean outer = anyItems;
      anyItems = false;
      Interface printed = resolve.get(id);
      Map<TypeId, List<Function>> members = members(printed.functions().values());
      printTypes(new TypeDef.Owner.OfInterface(id), printed.types(), members);
      for (Function function : printed.functions().values()) {
        if (function.resource().isEmpty()) {
          newItem();
          printHead(function.docs(), function.stability(), function.externalId());
          line(WitWords.escape(function.name()) + ": " + words.signature(function) + ";");
        }
      }
      anyItems = outer;
    }

    private void printWorld(WorldId id) {
      anyItems = false;
      World printed = resolve.get(id);
      SequencedMap<String, TypeId> types = new LinkedHashMap<>();
      List<Function> functions = new ArrayList<>();
      printed
          .imports()
          .forEach(
              (key, item) -> {
                switch (item) {
                  case WorldItem.OfInterface named -> {
                    printWorldItem("import ", key, named);
                    anyItems = true;
                  }
                  case WorldItem.OfType(TypeId type, _) -> types.put(resolve.name(key), type);
                  case WorldItem.OfFunction(Function function) -> functions.add(function);
                }
              });
      printTypes(new TypeDef.Owner.OfWorld(id), types, members(functions));
      for (Function function : functions) {
        if (function.resource().isEmpty()) {
          printWorldFunction("import ", function);
        }
      }
      if (!printed.exports().isEmpty()) {
        newItem();
      }
      printed
          .exports()
          .forEach(
              (key, item) -> {
                switch (item) {
                  case WorldItem.OfInterface named -> printWorldItem("export ", key, named);
                  case WorldItem.OfFunction(Function function) ->
                      printWorldFunction("export ", function);
                  case WorldItem.OfType _ ->
                      throw new IllegalArgumentException("a world exports no types in WIT");
                }
              });
    }

    private void printWorldFunction(String direction, Function function) {
      printHead(function.docs(), function.stability(), function.externalId());
      line(direction + WitWords.escape(function.name()) + ": " + words.signature(function) + ";");
      anyItems = true;
    }

    private void printWorldItem(String direction, WorldKey key, WorldItem.OfInterface item) {
      Interface target = resolve.get(item.id());
      boolean inline = target.name().isEmpty();
      Docs about = inline && item.docs().contents().isEmpty() ? target.docs() : item.docs();
      printHead(about, item.stability(), item.externalId());
      String name =
          switch (key) {
            case WorldKey.Name(String plain) -> WitWords.escape(plain) + ": ";
            case WorldKey.Id _ -> "";
          };
      if (inline) {
        open(direction + name + "interface");
        printInterface(item.id());
        close();
      } else {
        line(direction + name + words.path(item.id()) + ";");
      }
    }

    /** The functions that belong to resources, by resource. */
    private static Map<TypeId, List<Function>> members(Iterable<Function> functions) {
      Map<TypeId, List<Function>> members = new LinkedHashMap<>();
      for (Function function : functions) {
        function
            .resource()
            .ifPresent(id -> members.computeIfAbsent(id, _ -> new ArrayList<>()).add(function));
      }
      return members;
    }

    /** First what comes from elsewhere, then the definitions. */
    private void printTypes(
        TypeDef.Owner owner,
        SequencedMap<String, TypeId> types,
        Map<TypeId, List<Function>> members) {
      List<TypeId> defined = new ArrayList<>();
      Optional<Use> open = Optional.empty();
      for (Map.Entry<String, TypeId> type : types.entrySet()) {
        TypeDef definition = resolve.get(type.getValue());
        Optional<Use> use = Use.of(resolve, definition, owner);
        if (use.isEmpty()) {
          defined.add(type.getValue());
          continue;
        }
        if (open.isPresent() && !open.get().continuesWith(use.get())) {
          printUse(open.get());
          open = Optional.empty();
        }
        Use into = open.orElse(use.get());
        into.add(type.getKey(), resolve.get(use.get().target));
        open = Optional.of(into);
      }
      open.ifPresent(this::printUse);
      for (TypeId id : defined) {
        newItem();
        printDefinition(id, members.getOrDefault(id, List.of()));
      }
    }

    private void printUse(Use use) {
      printHead(Docs.none(), use.stability, use.externalId);
      printNames(use);
      anyItems = true;
    }

    private void printNames(Use use) {
      line("use " + words.path(use.from) + ".{" + String.join(", ", use.names) + "};");
    }

    private void printDefinition(TypeId id, List<Function> members) {
      TypeDef type = resolve.get(id);
      printHead(type.docs(), type.stability(), type.externalId());
      printBody(id, members);
    }

    private void printBody(TypeId id, List<Function> members) {
      TypeDef type = resolve.get(id);
      String name = WitWords.escape(type.name().orElseThrow());
      switch (type.kind()) {
        case TypeDef.Kind.Rec(List<TypeDef.Field> fields) -> {
          open("record " + name);
          for (TypeDef.Field field : fields) {
            printDocs(field.docs());
            line(WitWords.escape(field.name()) + ": " + words.type(field.type()) + ",");
          }
          close();
        }
        case TypeDef.Kind.Variant(List<TypeDef.Case> cases) -> {
          open("variant " + name);
          for (TypeDef.Case one : cases) {
            printDocs(one.docs());
            String payload = one.type().map(t -> "(" + words.type(t) + ")").orElse("");
            line(WitWords.escape(one.name()) + payload + ",");
          }
          close();
        }
        case TypeDef.Kind.Enumeration(List<TypeDef.EnumCase> cases) -> {
          open("enum " + name);
          for (TypeDef.EnumCase one : cases) {
            printDocs(one.docs());
            line(WitWords.escape(one.name()) + ",");
          }
          close();
        }
        case TypeDef.Kind.Flags(List<TypeDef.Flag> flags) -> {
          open("flags " + name);
          for (TypeDef.Flag flag : flags) {
            printDocs(flag.docs());
            line(WitWords.escape(flag.name()) + ",");
          }
          close();
        }
        case TypeDef.Kind.Resource() -> {
          if (members.isEmpty()) {
            line("resource " + name + ";");
          } else {
            open("resource " + name);
            for (Function member : members) {
              printHead(member.docs(), member.stability(), member.externalId());
              String memberName =
                  member.kind() instanceof Function.Kind.Constructor
                      ? ""
                      : WitWords.escape(member.itemName()) + ": ";
              line(memberName + words.signature(member) + ";");
            }
            close();
          }
        }
        case TypeDef.Kind.Handle(TypeId resource, boolean own) -> {
          // Only as a definition does `own` say more than the bare name, which is an alias there.
          String target = own ? "own<" + words.type(resource) + ">" : words.kind(type.kind());
          line("type " + name + " = " + target + ";");
        }
        case TypeDef.Kind.Structural _ ->
            line("type " + name + " = " + words.kind(type.kind()) + ";");
      }
    }

    private void printHead(Docs about, Stability stability, Optional<String> externalId) {
      printDocs(about);
      printStability(stability);
      externalId.ifPresent(id -> line("@external-id(" + WitWords.quote(id) + ")"));
    }

    private void printDocs(Docs about) {
      if (docs && about.contents().isPresent()) {
        // All lines, those at the end too that are empty.
        for (String line : about.contents().get().split("\n", -1)) {
          line(line.isEmpty() ? "///" : "/// " + line);
        }
      }
    }

    private void printStability(Stability stability) {
      Optional<Version> deprecated =
          switch (stability) {
            case Stability.Unknown() -> Optional.empty();
            case Stability.Stable(Version since, Optional<Version> version) -> {
              line("@since(version = " + since + ")");
              yield version;
            }
            case Stability.Unstable(String feature, Optional<Version> version) -> {
              line("@unstable(feature = " + feature + ")");
              yield version;
            }
          };
      deprecated.ifPresent(version -> line("@deprecated(version = " + version + ")"));
    }

    private void newItem() {
      if (anyItems) {
        blank();
      }
      anyItems = true;
    }

    private void open(String head) {
      line(head + " {");
      depth++;
    }

    private void close() {
      depth--;
      line("}");
    }

    private void line(String text) {
      out.repeat("  ", depth).append(text).append('\n');
    }

    private void blank() {
      out.append('\n');
    }
  }

  /** One {@code use} line: names from one interface under one gate. */
  private static final class Use {
    private final InterfaceId from;
    private final TypeId target;
    private final Stability stability;
    private final Optional<String> externalId;
    private final List<String> names = new ArrayList<>();

    private Use(InterfaceId from, TypeId target, Stability stability, Optional<String> externalId) {
      this.from = from;
      this.target = target;
      this.stability = stability;
      this.externalId = externalId;
    }

    /** The start of a line, if a type is one that another interface defines. */
    static Optional<Use> of(Resolve resolve, TypeDef type, TypeDef.Owner owner) {
      if (type.kind() instanceof TypeDef.Kind.Alias(Type.Ref(TypeId target))
          && resolve.get(target).owner() instanceof TypeDef.Owner.OfInterface other
          && !other.equals(owner)) {
        return Optional.of(new Use(other.id(), target, type.stability(), type.externalId()));
      }
      return Optional.empty();
    }

    boolean continuesWith(Use next) {
      return from.equals(next.from)
          && stability.equals(next.stability)
          && externalId.equals(next.externalId);
    }

    void add(String name, TypeDef type) {
      String there = type.name().orElseThrow();
      names.add(
          there.equals(name)
              ? WitWords.escape(name)
              : WitWords.escape(there) + " as " + WitWords.escape(name));
    }
  }
}
