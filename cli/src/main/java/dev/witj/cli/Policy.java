package dev.witj.cli;

import dev.witj.cli.PolicyKey.Form;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Suggestions;
import dev.witj.runtime.Component;
import dev.witj.runtime.ComponentPart;
import dev.witj.wasi.net.NetworkRights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
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
      List<GrantWords.Folder> folders,
      List<GrantWords.Variable> variables,
      NetworkRights network,
      List<GrantWords.Setting> settings,
      List<GrantWords.Store> stores,
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
    String text = new String(streams.read(Optional.of(file)), StandardCharsets.UTF_8);
    TomlTable root = TomlTable.read(Source.text(file.toString(), text), CliCode.BAD_POLICY);
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
   * Demands that it names components that are there.
   *
   * @throws DiagnosticException at the first one that is not, with the one that is nearest
   */
  void check(Component component) {
    Set<String> known =
        component.parts().stream().map(ComponentPart::path).collect(Collectors.toSet());
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
          .in(CliCode.BAD_POLICY)
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
    }
  }

  // What one is given.

  private Grant grant(TomlTable table) {
    table.allow(Arrays.stream(PolicyKey.values()).map(PolicyKey::text).collect(Collectors.toSet()));
    return new Grant(
        isTrue(table, PolicyKey.ARGS),
        stdio(table),
        each(table, PolicyKey.DIR, this::folder),
        each(table, PolicyKey.ENV, GrantWords.Variable::of),
        network(table),
        each(table, PolicyKey.CONFIG, GrantWords.Setting::of),
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

  private static <T> List<T> each(TomlTable table, PolicyKey key, Reader<T> reader) {
    return texts(table, key).stream().map(text -> read(table, key, text, reader)).toList();
  }

  private static <T> T read(TomlTable table, PolicyKey key, String text, Reader<T> reader) {
    return reader.read(
        text,
        what ->
            table
                .wrongText(key.text(), text, SettingsFault.NOT_A_GRANT, text, key.text(), what)
                .toException());
  }

  private Path placed(Path path) {
    return file.resolveSibling(path);
  }

  private GrantWords.Folder folder(String text, GrantWords.Wrong wrong) {
    GrantWords.Folder folder = GrantWords.Folder.of(text, wrong);
    Path host = placed(folder.host());
    if (!Files.isDirectory(host)) {
      throw wrong.apply("names no folder that is there");
    }
    return new GrantWords.Folder(host, folder.guest(), folder.readOnly());
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

  private List<GrantWords.Store> stores(TomlTable table) {
    Map<String, GrantWords.Store> all = new LinkedHashMap<>();
    for (String text : texts(table, PolicyKey.KEYVALUE)) {
      GrantWords.Store store = read(table, PolicyKey.KEYVALUE, text, GrantWords.Store::of);
      if (all.put(store.name(), new GrantWords.Store(store.name(), store.file().map(this::placed)))
          != null) {
        throw table
            .wrongText(
                PolicyKey.KEYVALUE.text(),
                text,
                SettingsFault.STORE_TWICE,
                PolicyKey.KEYVALUE.text(),
                store.name())
            .toException();
      }
    }
    return List.copyOf(all.values());
  }

  private static NetworkRights network(TomlTable table) {
    NetworkRights.Builder builder = NetworkRights.builder();
    rules(table, PolicyKey.ALLOW_OUTBOUND, builder::allowOutbound);
    rules(table, PolicyKey.ALLOW_INBOUND, builder::allowInbound);
    rules(table, PolicyKey.ALLOW_RESOLVE, builder::allowResolve);
    return isTrue(table, PolicyKey.INHERIT_NETWORK) ? builder.inherit().build() : builder.build();
  }

  private static void rules(TomlTable table, PolicyKey key, Consumer<String> add) {
    for (String text : texts(table, key)) {
      try {
        add.accept(text);
      } catch (DiagnosticException e) {
        Diagnostic why = e.diagnostics().getFirst();
        Diagnostic wrong =
            table.wrongText(
                key.text(),
                text,
                SettingsFault.REFUSED_BY_OPTION,
                why.message().replace("--" + key.text(), "`" + key.text() + "`"));
        throw wrong.help(why.help()).toException();
      }
    }
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
