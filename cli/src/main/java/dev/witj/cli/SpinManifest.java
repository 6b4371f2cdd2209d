package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Suggestions;
import dev.witj.wasi.http.HttpRoutes;
import dev.witj.wasi.net.NetworkRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Spin manifest, {@code spin.toml} of version 2: which component answers which route, and what
 * each is given. What it says of building, watching and publishing is left to the tools that do
 * that; what components would need and cannot have is refused by name.
 */
final class SpinManifest {
  private static final Set<String> ROOT =
      Set.of("spin_manifest_version", "application", "trigger", "component");
  private static final Set<String> UNSUPPORTED_ROOT = Set.of("variables");
  private static final Set<String> APPLICATION =
      Set.of("name", "version", "description", "authors", "trigger", "tool");
  private static final Set<String> TRIGGER = Set.of("id", "route", "component", "executor");
  private static final Set<String> COMPONENT =
      Set.of(
          "source",
          "description",
          "allowed_outbound_hosts",
          "environment",
          "files",
          "key_value_stores",
          "build",
          "tool");
  private static final Set<String> UNSUPPORTED_COMPONENT =
      Set.of(
          "sqlite_databases",
          "ai_models",
          "variables",
          "exclude_files",
          "allowed_http_hosts",
          "dependencies",
          "dependencies_inherit_configuration");

  /** What a policy says instead. */
  private static final List<String> GRANTS =
      List.of("allowed_outbound_hosts", "environment", "files", "key_value_stores");

  /** The table that is left to this host. */
  private static final String TOOL = "wit-j";

  /** Ports of what is spoken over TCP, where none is written. */
  private static final Map<String, Integer> OVER_TCP =
      Map.of("redis", 6379, "postgres", 5432, "mysql", 3306, "mqtt", 1883);

  private final Path folder;
  private final TomlTable root;

  private SpinManifest(Path folder, TomlTable root) {
    this.folder = folder;
    this.root = root;
  }

  /** Whether a file is meant as a manifest. */
  static boolean isManifest(Path file) {
    return file.toString().endsWith(".toml");
  }

  /**
   * What a manifest lets be served.
   *
   * @return components by their routes
   * @throws dev.witj.diagnostics.DiagnosticException if it cannot be read, or not be done
   */
  static Map<String, ServedPart> read(Streams streams, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return new SpinManifest(
            folder == null ? Path.of("") : folder,
            TomlTable.read(streams, file, SettingsFault.In.BAD_MANIFEST))
        .routes();
  }

  private Map<String, ServedPart> routes() {
    if (!root.is("spin_manifest_version", 2)) {
      throw root.wrong("spin_manifest_version", SettingsFault.OTHER_VERSION)
          .help("it begins with `spin_manifest_version = 2`")
          .toException();
    }
    root.refuse(UNSUPPORTED_ROOT);
    root.allow(with(ROOT, UNSUPPORTED_ROOT));
    String base = base();
    Map<String, ServedPart> parts = parts();
    Map<String, ServedPart> routes = new LinkedHashMap<>();
    TomlTable triggers =
        root.table("trigger")
            .orElseThrow(() -> root.wrong("trigger", SettingsFault.NO_TRIGGER).toException());
    triggers.allow(Set.of("http"));
    for (TomlTable trigger : triggers.tables("http")) {
      trigger.allow(TRIGGER);
      ServedPart part = part(trigger, parts);
      Optional<String> route = route(trigger);
      if (route.isPresent() && routes.putIfAbsent(base + route.get(), part) != null) {
        throw trigger
            .wrongText("route", route.get(), SettingsFault.ROUTE_TAKEN, base + route.get())
            .toException();
      }
    }
    return routes;
  }

  private static Set<String> with(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  /** What stands before all routes. */
  private String base() {
    Optional<TomlTable> application = root.table("application");
    application.ifPresent(table -> table.allow(APPLICATION));
    String base =
        application
            .flatMap(table -> table.table("trigger"))
            .flatMap(table -> table.table("http"))
            .flatMap(table -> table.text("base"))
            .orElse("/");
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /** The route of a trigger; none if no request from outside is to reach it. */
  private static Optional<String> route(TomlTable trigger) {
    if (trigger.isTable("route")) {
      return Optional.empty();
    }
    String route = trigger.demandText("route");
    if (route.contains("/:")) {
      throw trigger
          .wrongText("route", route, SettingsFault.ROUTE_WITH_NAMES)
          .help("write `/path` for one path, or `/path/...` for it and all below it")
          .toException();
    }
    try {
      return Optional.of(HttpRoutes.check(route));
    } catch (DiagnosticException e) {
      Diagnostic wrong = trigger.wrongText("route", route, SettingsFault.NOT_A_ROUTE, route);
      throw wrong.help(e.diagnostics().getFirst().help()).toException();
    }
  }

  private static ServedPart part(TomlTable trigger, Map<String, ServedPart> parts) {
    if (trigger
        .table("executor")
        .flatMap(table -> table.text("type"))
        .equals(Optional.of("wagi"))) {
      throw trigger.wrong("executor", SettingsFault.WAGI).toException();
    }
    if (trigger.isTable("component")) {
      throw trigger
          .wrong("component", SettingsFault.INLINE_COMPONENT)
          .help("write `component = \"NAME\"` here, and `[component.NAME]`")
          .toException();
    }
    String name = trigger.demandText("component");
    ServedPart part = parts.get(name);
    if (part == null) {
      Diagnostic unknown = trigger.wrongText("component", name, SettingsFault.NO_COMPONENT, name);
      throw unknown
          .help(
              Suggestions.didYouMean(name, parts.keySet())
                  .orElse("it describes `" + String.join("`, `", parts.keySet()) + "`"))
          .toException();
    }
    return part;
  }

  private Map<String, ServedPart> parts() {
    Map<String, ServedPart> parts = new LinkedHashMap<>();
    root.table("component")
        .ifPresent(
            all -> {
              for (String name : all.keys()) {
                all.table(name).ifPresent(table -> parts.put(name, part(table)));
              }
            });
    return parts;
  }

  private ServedPart part(TomlTable table) {
    table.refuse(UNSUPPORTED_COMPONENT);
    table.allow(with(COMPONENT, UNSUPPORTED_COMPONENT));
    if (table.isTable("source")) {
      throw table
          .wrong("source", SettingsFault.FETCHED_COMPONENT)
          .help("fetch it, and give its file: `source = \"FILE.wasm\"`")
          .toException();
    }
    Path source = folder.resolve(table.demandText("source")).normalize();
    if (Files.exists(source) && !Files.isRegularFile(source)) {
      throw table.wrong("source", SettingsFault.NOT_A_FILE, source).toException();
    }
    List<String> outbound =
        table.texts("allowed_outbound_hosts").stream().map(host -> rule(table, host)).toList();
    return new ServedPart(
        source,
        outbound,
        table.table("environment").map(TomlTable::allTexts).orElse(Map.of()),
        folders(table),
        stores(table),
        policy(table));
  }

  /** What only this host reads: {@code [component.NAME.tool.wit-j]}. */
  private Optional<Path> policy(TomlTable table) {
    Optional<TomlTable> own = table.table("tool").flatMap(tool -> tool.table(TOOL));
    own.ifPresent(each -> each.allow(Set.of("policy")));
    Optional<String> policy = own.flatMap(each -> each.text("policy"));
    if (policy.isPresent()) {
      for (String key : GRANTS) {
        if (table.has(key)) {
          throw table
              .wrong(key, SettingsFault.BESIDE_A_POLICY, key)
              .help("write it into `" + policy.get() + "`, for the component in it that needs it")
              .toException();
        }
      }
    }
    return policy.map(file -> folder.resolve(file).normalize());
  }

  private static List<String> stores(TomlTable table) {
    List<String> stores = table.texts("key_value_stores");
    for (String each : stores) {
      if (each.isEmpty()) {
        throw table
            .wrong("key_value_stores", SettingsFault.STORE_WITHOUT_NAME)
            .help("the usual one is called `default`")
            .toException();
      }
    }
    return stores;
  }

  /** A host in the words of {@code --allow-outbound}. */
  private static String rule(TomlTable table, String host) {
    if (host.contains("{{")) {
      throw table
          .wrongText("allowed_outbound_hosts", host, SettingsFault.VARIABLE)
          .help("write out what they stand for")
          .toException();
    }
    int colons = host.indexOf("://");
    String rest = colons < 0 ? "" : host.substring(colons + "://".length());
    if (colons < 0 || rest.equals("self") || rest.endsWith(".spin.internal")) {
      throw table
          .wrongText("allowed_outbound_hosts", host, SettingsFault.NOT_A_HOST, host)
          .help("write `https://api.example.com`, `redis://10.0.0.7`, `https://*.example.com:8443`")
          .toException();
    }
    Integer port = OVER_TCP.get(host.substring(0, colons));
    boolean ported = rest.lastIndexOf(':') > rest.lastIndexOf(']');
    String rule = port == null ? host : "tcp://" + rest + (ported ? "" : ":" + port);
    try {
      NetworkRights.Builder _ = NetworkRights.builder().allowOutbound(rule);
      return rule;
    } catch (DiagnosticException e) {
      Diagnostic wrong =
          table.wrongText("allowed_outbound_hosts", host, SettingsFault.NOT_A_HOST, host);
      throw wrong.help(e.diagnostics().getFirst().help()).toException();
    }
  }

  private List<ServedPart.Folder> folders(TomlTable table) {
    List<ServedPart.Folder> folders = new ArrayList<>();
    for (TomlTable.Element each : table.elements("files")) {
      switch (each) {
        case TomlTable.Element.OfTable(TomlTable mount) -> {
          mount.allow(Set.of("source", "destination"));
          folders.add(folder(mount, mount.demandText("source"), mount.demandText("destination")));
        }
        case TomlTable.Element.OfText(String pattern) -> {
          String plain = pattern.replaceFirst("/(\\*\\*/\\*|\\*\\*)$", "");
          folders.add(folder(table, plain, "/" + plain));
        }
      }
    }
    return folders;
  }

  private ServedPart.Folder folder(TomlTable table, String host, String guest) {
    Path path = folder.resolve(host).normalize();
    if (host.contains("*") || !Files.isDirectory(path)) {
      throw table
          .wrongText("files", host, SettingsFault.NOT_A_FOLDER, host)
          .help(
              "a component is given whole folders: `assets/**`, or one by `source` and"
                  + " `destination`")
          .toException();
    }
    if (!isBelow(path)) {
      throw table
          .wrongText("files", host, SettingsFault.OUTSIDE, host)
          .help("a manifest gives what lies below it; give more by `--dir` when you serve it")
          .toException();
    }
    return new ServedPart.Folder(path, guest);
  }

  /** Whether it lies in the manifest's folder in truth, whatever links say. */
  private boolean isBelow(Path path) {
    try {
      return path.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
