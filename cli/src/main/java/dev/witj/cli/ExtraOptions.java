package dev.witj.cli;

import dev.witj.runtime.internal.Closer;
import dev.witj.wasi.LogMessage;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.store.KeyValueStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that give a guest of what few ask for. */
final class ExtraOptions implements AutoCloseable {
  @Option(
      names = "--config",
      paramLabel = "NAME=VALUE",
      description = "Give the guest a setting, for wasi:config; repeatable.")
  private List<String> settings = List.of();

  @Option(
      names = "--keyvalue",
      paramLabel = "NAME[=FILE]",
      description =
          "Give the guest a store of values under keys, for wasi:keyvalue: in a file, or in memory"
              + " as long as this process runs. `default` is the store without a name, too;"
              + " repeatable.")
  private List<String> stores = List.of();

  @Option(
      names = "--log",
      paramLabel = "LEVEL",
      description =
          "Say on standard error what the guest logs by wasi:logging, from a level on:"
              + " ${COMPLETION-CANDIDATES}.")
  private Optional<Level> log = Optional.empty();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = Zone.class,
      description =
          "Tell the guest by wasi:clocks/timezone that it is there: `Europe/Berlin`, `+02:00`"
              + " (default: UTC).")
  private Optional<ZoneId> zone = Optional.empty();

  private final Map<String, KeyValueStore> open = new LinkedHashMap<>();
  private final Map<String, KeyValueStore> others = new LinkedHashMap<>();
  private final Map<Path, KeyValueStore> files = new LinkedHashMap<>();
  private boolean opened;

  /** What levels are called on the command line. */
  enum Level {
    trace,
    debug,
    info,
    warn,
    error,
    critical
  }

  /** Gives what they say. */
  void give(Wasi.Builder builder, CommandLine line, PrintStream err) {
    for (String text : settings) {
      GrantWords.Setting setting =
          GrantWords.Setting.of(text, OptionValues.wrong(line, "--config", text));
      builder.config(setting.name(), setting.value());
    }
    openStores(line);
    open.forEach(builder::keyValue);
    zone.ifPresent(builder::timeZone);
    builder.onLog(logTo(err, "log :: "));
  }

  /** Opens the stores, once for all guests of this process. */
  private synchronized void openStores(CommandLine line) {
    if (opened) {
      return;
    }
    opened = true;
    for (String text : stores) {
      GrantWords.Store store =
          GrantWords.Store.of(text, OptionValues.wrong(line, "--keyvalue", text));
      if (open.containsKey(store.name())) {
        throw new UsageException(line, CliCode.STORE_TWICE.error("--keyvalue", store.name()));
      }
      open.put(
          store.name(), store.file().map(KeyValueStore::open).orElseGet(KeyValueStore::inMemory));
    }
  }

  /** The store of a name, one in memory if no option says where it is. */
  synchronized KeyValueStore store(String name) {
    KeyValueStore given = open.get(name);
    return given == null ? others.computeIfAbsent(name, _ -> KeyValueStore.inMemory()) : given;
  }

  /** The store in a file, opened once for all guests of this process. */
  synchronized KeyValueStore store(Path file) {
    return files.computeIfAbsent(file.toAbsolutePath().normalize(), KeyValueStore::open);
  }

  /** Tells what is logged, a line each, with a few words before it. */
  Consumer<LogMessage> logTo(PrintStream err, String prefix) {
    return log.isPresent() ? logTo(err, prefix, log.get()) : _ -> {};
  }

  /** Tells what is logged from a level on. */
  static Consumer<LogMessage> logTo(PrintStream err, String prefix, Level least) {
    return message -> {
      if (message.level().ordinal() >= least.ordinal()) {
        String context = message.context().isEmpty() ? "" : message.context() + ": ";
        String level = message.level().name().toLowerCase(Locale.ROOT);
        err.println(prefix + level + " " + TerminalSafeWriter.line(context + message.message()));
        err.flush();
      }
    };
  }

  @Override
  public synchronized void close() {
    List<KeyValueStore> all = new ArrayList<>(open.values());
    all.addAll(others.values());
    all.addAll(files.values());
    open.clear();
    files.clear();
    others.clear();
    Closer.closeAll(all);
  }

  /** Time zones by their usual names. */
  static final class Zone implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new CommandLine.TypeConversionException(
            "`" + text + "` is no time zone; write `Europe/Berlin`, `UTC` or `+02:00`");
      }
    }
  }
}
