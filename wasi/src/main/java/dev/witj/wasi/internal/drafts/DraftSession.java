package dev.witj.wasi.internal.drafts;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.LogMessage;
import dev.witj.wasi.config.v0_2_0_draft.Runtime;
import dev.witj.wasi.config.v0_2_0_draft.Store;
import dev.witj.wasi.drafts.DraftsImports;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.keyvalue.v0_2_0_draft.Atomics;
import dev.witj.wasi.keyvalue.v0_2_0_draft.Batch;
import dev.witj.wasi.logging.v0_1_0_draft.Logging;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the guests of one store were given of the interfaces that are proposals still. */
public final class DraftSession implements DraftsImports {
  private final Map<String, String> config;
  private final Logging logging;
  private final KeyValueDraft draft;
  private final KeyValueDraft2 draft2;

  /** That of a session. */
  public DraftSession(Session session) {
    this.config = session.settings().extras().config();
    this.logging =
        (level, context, message) ->
            session
                .settings()
                .extras()
                .log()
                .accept(new LogMessage(level(level), context, message));
    this.draft = new KeyValueDraft(session);
    this.draft2 = new KeyValueDraft2(session);
  }

  private static LogMessage.Level level(Logging.Level level) {
    return switch (level) {
      case TRACE -> LogMessage.Level.TRACE;
      case DEBUG -> LogMessage.Level.DEBUG;
      case INFO -> LogMessage.Level.INFO;
      case WARN -> LogMessage.Level.WARN;
      case ERROR -> LogMessage.Level.ERROR;
      case CRITICAL -> LogMessage.Level.CRITICAL;
    };
  }

  private <E> Result<Optional<String>, E> setting(String key) {
    return Result.ok(Optional.ofNullable(config.get(key)));
  }

  private <E> Result<List<Tuple2<String, String>>, E> settings() {
    return Result.ok(
        config.entrySet().stream()
            .map(each -> new Tuple2<>(each.getKey(), each.getValue()))
            .toList());
  }

  @Override
  public Runtime runtime() {
    return new Runtime() {
      @Override
      public Result<Optional<String>, ConfigError> get(String key) {
        return setting(key);
      }

      @Override
      public Result<List<Tuple2<String, String>>, ConfigError> getAll() {
        return settings();
      }
    };
  }

  @Override
  public Store configStore() {
    return new Store() {
      @Override
      public Result<Optional<String>, Store.Error> get(String key) {
        return setting(key);
      }

      @Override
      public Result<List<Tuple2<String, String>>, Store.Error> getAll() {
        return settings();
      }
    };
  }

  @Override
  public dev.witj.wasi.config.v0_2_0_rc_1.Store configStore_() {
    return new dev.witj.wasi.config.v0_2_0_rc_1.Store() {
      @Override
      public Result<Optional<String>, dev.witj.wasi.config.v0_2_0_rc_1.Store.Error> get(
          String key) {
        return setting(key);
      }

      @Override
      public Result<List<Tuple2<String, String>>, dev.witj.wasi.config.v0_2_0_rc_1.Store.Error>
          getAll() {
        return settings();
      }
    };
  }

  @Override
  public dev.witj.wasi.keyvalue.v0_2_0_draft.Store keyvalueStore() {
    return draft;
  }

  @Override
  public Atomics keyvalueAtomics() {
    return draft;
  }

  @Override
  public Batch keyvalueBatch() {
    return draft;
  }

  @Override
  public dev.witj.wasi.keyvalue.v0_2_0_draft2.Store keyvalueStore_() {
    return draft2;
  }

  @Override
  public dev.witj.wasi.keyvalue.v0_2_0_draft2.Atomics keyvalueAtomics_() {
    return draft2;
  }

  @Override
  public dev.witj.wasi.keyvalue.v0_2_0_draft2.Batch keyvalueBatch_() {
    return draft2;
  }

  @Override
  public Logging logging() {
    return logging;
  }
}
