package dev.witj.cli;

import dev.witj.cli.PolicyKey.Form;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Suggestions;
import dev.witj.runtime.Component;
import dev.witj.runtime.ComponentPart;
import dev.witj.wasi.net.NetworkRights;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A policy: what each component of a composition is given. A TOML file with a table for each, by
 * its path, in the words of the command line's options; paths of files are relative to its folder.
 * Whoever is not named is given nothing.
 */
final class Policy {
  private static final String SECTION = "component";

  private final Path file;
  private final TomlTable root;
  private final Map<String, Grant> grants = new LinkedHashMap<>();

  private Policy(Path file, TomlTable root) {
    this.file = file;
    this.root = root;
  }

  /** The standard streams. */
  enum Standard {
    STDIN,
    STDOUT,
    STDERR;

    /** As policies call it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What one component is given.
   *
   * @param args whether it gets the arguments of the command line
   * @param log from which level on what it logs is shown
   */
  record Grant(
      boolean args,
      Set<Standard> stdio,
      List<Placed<GrantWords.Folder>> folders,
      List<GrantWords.Variable> variables,
      NetworkRights network,
      List<GrantWords.Setting> settings,
      List<Placed<GrantWords.Store>> stores,
      Optional<ExtraOptions.Level> log,
      Optional<ZoneId> zone) {
    /** What those get that are not named. */
    static final Grant NOTHING =
        new Grant(
            false,
            Set.of(),
            List.of(),
            List.of(),
            NetworkRights.none(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
  }

  /**
   * Reads a policy.
   *
   * @throws DiagnosticException if it cannot be read, or says what means nothing
   */
  static Policy read(Streams streams, Path file) {
    TomlTable root = TomlTable.read(streams, file, SettingsFault.In.BAD_POLICY);
    root.allow(Set.of(SECTION));
    Policy policy = new Policy(file, root);
    for (TomlTable table : root.table(SECTION).map(TomlTable::tables).orElse(List.of())) {
      policy.grants.put(table.lastName(), policy.grant(table));
    }
    return policy;
  }

  /** What messages call it. */
  Path file() {
    return file;
  }

  /** What the component at a path is given. */
  Grant grant(String path) {
    return grants.getOrDefault(path, Grant.NOTHING);
  }

  /** All that are named. */
  Set<String> named() {
    return grants.keySet();
  }

  /**
   * Demands that it names components that are there, by names that are theirs in any order.
   *
   * @throws DiagnosticException at the first one that is not, with the one that is nearest
   */
  void check(Component component) {
    Set<String> known =
        component.parts().stream().map(ComponentPart::path).collect(Collectors.toSet());
    Set<String> numbered =
        component.parts().stream()
            .filter(ComponentPart::numbered)
            .map(ComponentPart::path)
            .collect(Collectors.toSet());
    String list =
        component.parts().stream()
            .map(part -> "`" + part.path() + "`")
            .collect(Collectors.joining(", "));
    boolean isAlone = known.equals(Set.of(ComponentPart.OUTERMOST));
    String names =
        isAlone
            ? "it is not composed: it is called `" + ComponentPart.OUTERMOST + "` itself"
            : "there are " + list;
    if (grants.isEmpty()) {
      throw SettingsFault.NO_PART_NAMED
          .in(SettingsFault.In.BAD_POLICY)
          .error(file, component.name())
          .note(names)
          .help("`wit-j needs --policy-template " + component.name() + "` begins a policy for it")
          .toException();
    }
    for (String path : grants.keySet()) {
      if (!known.contains(path)) {
        Diagnostic unknown =
            root.table(SECTION)
                .orElseThrow()
                .wrong(path, SettingsFault.UNKNOWN_PART, component.name(), path);
        throw unknown
            .help(isAlone ? names : Suggestions.didYouMean(path, known).orElse(names))
            .toException();
      }
      if (numbered.contains(path)) {
        throw root.table(SECTION)
            .orElseThrow()
            .wrong(path, SettingsFault.NUMBERED_PART, component.name(), path)
            .help(
                "give the instances names that differ, as `wit-j compose` does with those of the"
                    + " files; in a text, `(instance $db (instantiate ...))`")
            .toException();
      }
    }
  }

  // What one is given.

  private Grant grant(TomlTable table) {
    table.allow(Arrays.stream(PolicyKey.values()).map(PolicyKey::text).collect(Collectors.toSet()));
    return new Grant(
        isTrue(table, PolicyKey.ARGS),
        stdio(table),
        each(table, PolicyKey.DIR, GrantWords.Folder::of).stream()
            .map(each -> each.map(this::resolved))
            .toList(),
        values(table, PolicyKey.ENV, GrantWords.Variable::of),
        network(table),
        values(table, PolicyKey.CONFIG, GrantWords.Setting::of),
        stores(table),
        text(table, PolicyKey.LOG).map(text -> level(table, text)),
        text(table, PolicyKey.TIME_ZONE).map(text -> zone(table, text)));
  }

  private static boolean isTrue(TomlTable table, PolicyKey key) {
    assert key.form() == Form.BOOLEAN : key;
    return table.isTrue(key.text());
  }

  private static Optional<String> text(TomlTable table, PolicyKey key) {
    assert key.form() == Form.TEXT : key;
    return table.text(key.text());
  }

  private static List<String> texts(TomlTable table, PolicyKey key) {
    assert key.form() == Form.TEXTS : key;
    return table.texts(key.text());
  }

  /** Reads a text, given what makes an error of what is wrong with it. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(String text, GrantWords.Wrong wrong);
  }

  private static List<Placed<String>> placedTexts(TomlTable table, PolicyKey key) {
    return texts(table, key).stream()
        .map(text -> new Placed<>(text, () -> table.placeOfText(key.text(), text)))
        .toList();
  }

  private static <T> List<Placed<T>> each(TomlTable table, PolicyKey key, Reader<T> reader) {
    return placedTexts(table, key).stream()
        .map(each -> each.map(text -> read(table, key, text, reader)))
        .toList();
  }

  private static <T> List<T> values(TomlTable table, PolicyKey key, Reader<T> reader) {
    return each(table, key, reader).stream().map(Placed::value).toList();
  }

  private static <T> T read(TomlTable table, PolicyKey key, String text, Reader<T> reader) {
    return reader.read(
        text,
        what ->
            table
                .wrongText(key.text(), text, SettingsFault.NOT_A_GRANT, text, key.text(), what)
                .toException());
  }

  private Path resolved(Path path) {
    return file.resolveSibling(path);
  }

  private GrantWords.Folder resolved(GrantWords.Folder folder) {
    return new GrantWords.Folder(resolved(folder.host()), folder.guest(), folder.readOnly());
  }

  private GrantWords.Store resolved(GrantWords.Store store) {
    return new GrantWords.Store(store.name(), store.file().map(this::resolved));
  }

  private static Set<Standard> stdio(TomlTable table) {
    Set<Standard> all = EnumSet.noneOf(Standard.class);
    for (String text : texts(table, PolicyKey.STDIO)) {
      all.add(
          Arrays.stream(Standard.values())
              .filter(each -> each.text().equals(text))
              .findFirst()
              .orElseThrow(
                  () ->
                      table
                          .wrongText(PolicyKey.STDIO.text(), text, SettingsFault.NOT_A_STREAM, text)
                          .help("there are `stdin`, `stdout` and `stderr`")
                          .toException()));
    }
    return all;
  }

  private List<Placed<GrantWords.Store>> stores(TomlTable table) {
    List<Placed<GrantWords.Store>> all = each(table, PolicyKey.KEYVALUE, GrantWords.Store::of);
    Set<String> names = new HashSet<>();
    for (Placed<GrantWords.Store> store : all) {
      if (!names.add(store.value().name())) {
        throw SettingsFault.STORE_TWICE
            .in(SettingsFault.In.BAD_POLICY)
            .error(PolicyKey.KEYVALUE.text(), store.value().name())
            .at(store.place().get())
            .toException();
      }
    }
    return all.stream().map(each -> each.map(this::resolved)).toList();
  }

  private static NetworkRights network(TomlTable table) {
    NetworkRights.Builder builder = NetworkRights.builder();
    rules(table, PolicyKey.ALLOW_OUTBOUND, builder::allowOutbound);
    rules(table, PolicyKey.ALLOW_INBOUND, builder::allowInbound);
    rules(table, PolicyKey.ALLOW_RESOLVE, builder::allowResolve);
    return isTrue(table, PolicyKey.INHERIT_NETWORK) ? builder.inherit().build() : builder.build();
  }

  private static void rules(TomlTable table, PolicyKey key, Consumer<String> add) {
    placedTexts(table, key).forEach(text -> text.use(add));
  }

  private static ExtraOptions.Level level(TomlTable table, String text) {
    return Arrays.stream(ExtraOptions.Level.values())
        .filter(each -> each.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                table
                    .wrongText(PolicyKey.LOG.text(), text, SettingsFault.NOT_A_LEVEL, text)
                    .help(
                        "there are "
                            + Arrays.stream(ExtraOptions.Level.values())
                                .map(each -> "`" + each + "`")
                                .collect(Collectors.joining(", ")))
                    .toException());
  }

  private static ZoneId zone(TomlTable table, String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw table
          .wrongText(PolicyKey.TIME_ZONE.text(), text, SettingsFault.NOT_A_ZONE, text)
          .help("write `Europe/Berlin`, `UTC` or `+02:00`")
          .toException();
    }
  }
}
