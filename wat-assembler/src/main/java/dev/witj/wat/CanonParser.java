package dev.witj.wat;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Canonical definitions. What is returned resolves the references inside when it is asked, in the
 * order of the reference tools: the type, the function and then the options.
 */
final class CanonParser {
  private final WatCursor cursor;
  private final ReferenceParser references;
  private final ComponentTypeParser types;

  CanonParser(WatCursor cursor, ReferenceParser references, ComponentTypeParser types) {
    this.cursor = cursor;
    this.references = references;
    this.types = types;
  }

  /** A lifting but for its type, with the cursor behind {@code lift}. */
  record Lifting(IntSupplier coreFunc, Supplier<CanonicalOptions> options) {
    /** The lifting with its type. */
    Canon of(int type) {
      int func = coreFunc.getAsInt();
      return new Canon.Lift(func, type, options.get());
    }
  }

  Lifting lifting() {
    IntSupplier func = references.item(Sort.CORE_FUNC);
    return new Lifting(func, options());
  }

  /** A definition of a core function, from {@code lower} or the built-in's name on. */
  Supplier<Canon> coreFunction() {
    if (cursor.takeKeyword("lower")) {
      IntSupplier func = references.item(Sort.FUNC);
      Supplier<CanonicalOptions> options = options();
      return () -> {
        int lowered = func.getAsInt();
        return new Canon.Lower(lowered, options.get());
      };
    }
    BuiltIn builtIn =
        builtIn(cursor.keywordOrEmpty())
            .orElseThrow(() -> cursor.expected("`lift`, `lower` or the name of a built-in"));
    cursor.advance();
    return provided(builtIn);
  }

  private static Optional<BuiltIn> builtIn(String name) {
    return name.equals("thread.available_parallelism")
        // As it was first written.
        ? Optional.of(BuiltIn.Plain.THREAD_AVAILABLE_PARALLELISM)
        : BuiltIn.named(name);
  }

  private Supplier<Canon> provided(BuiltIn builtIn) {
    return switch (builtIn) {
      case BuiltIn.Plain plain -> () -> new Canon.Plain(plain);
      case BuiltIn.OfResource of -> {
        IntSupplier type = references.indexOrItem(Sort.TYPE);
        yield () -> new Canon.OfResource(of, type.getAsInt());
      }
      case BuiltIn.OfChannel of -> {
        IntSupplier type = references.indexOrItem(Sort.TYPE);
        yield () -> new Canon.OfChannel(of, type.getAsInt());
      }
      case BuiltIn.Copy copy -> {
        IntSupplier type = references.indexOrItem(Sort.TYPE);
        Supplier<CanonicalOptions> options = options();
        yield () -> {
          int resolved = type.getAsInt();
          return new Canon.Copy(copy, resolved, options.get());
        };
      }
      case BuiltIn.CancelCopy cancel -> {
        IntSupplier type = references.indexOrItem(Sort.TYPE);
        boolean async = cursor.takeKeyword("async");
        yield () -> new Canon.CancelCopy(cancel, type.getAsInt(), async);
      }
      case BuiltIn.Single.SUBTASK_CANCEL -> {
        boolean async = cursor.takeKeyword("async");
        yield () -> new Canon.SubtaskCancel(async);
      }
      case BuiltIn.Cancellable of -> {
        boolean cancellable = cursor.takeKeyword("cancellable");
        yield () -> new Canon.Cancellable(of, cancellable);
      }
      case BuiltIn.Waiting waiting -> {
        boolean cancellable = cursor.takeKeyword("cancellable");
        cursor.expectForm("memory");
        IntSupplier memory = references.option(Sort.CORE_MEMORY, "memory");
        yield () -> new Canon.Waiting(waiting, cancellable, memory.getAsInt());
      }
      case BuiltIn.OfText text -> {
        Supplier<CanonicalOptions> options = options();
        yield () -> new Canon.OfText(text, options.get());
      }
      case BuiltIn.Single.TASK_RETURN -> {
        Optional<Supplier<ComponentValType>> result = types.values().takeResult();
        Supplier<CanonicalOptions> options = options();
        yield () -> {
          Optional<ComponentValType> type = result.map(Supplier::get);
          return new Canon.TaskReturn(type, options.get());
        };
      }
      case BuiltIn.Context context -> {
        ValType type = types.coreTypes().expectValType();
        int slot = cursor.expectU32();
        yield () -> new Canon.Context(context, type, slot);
      }
      case BuiltIn.Single.THREAD_SPAWN_REF -> {
        IntSupplier type = references.indexOrItem(Sort.CORE_TYPE);
        yield () -> new Canon.ThreadSpawnRef(type.getAsInt());
      }
      case BuiltIn.ThreadOfTable thread -> {
        IntSupplier type = references.indexOrItem(Sort.CORE_TYPE);
        IntSupplier table = references.indexOrItem(Sort.CORE_TABLE);
        yield () -> {
          int resolved = type.getAsInt();
          return new Canon.ThreadOfTable(thread, resolved, table.getAsInt());
        };
      }
    };
  }

  private Supplier<CanonicalOptions> options() {
    List<Supplier<CanonicalOption>> options = new ArrayList<>();
    for (Supplier<CanonicalOption> next = takeOption(); next != null; next = takeOption()) {
      options.add(next);
    }
    return () -> new CanonicalOptions(options.stream().map(Supplier::get).toList());
  }

  private @Nullable Supplier<CanonicalOption> takeOption() {
    if (cursor.isKeyword()) {
      return takeKeywordOption();
    }
    String form = cursor.formOrEmpty();
    return switch (form) {
      case "memory" -> {
        IntSupplier memory = indexOption(Sort.CORE_MEMORY, form);
        yield () -> new CanonicalOption.Memory(memory.getAsInt());
      }
      case "realloc" -> {
        IntSupplier func = indexOption(Sort.CORE_FUNC, form);
        yield () -> new CanonicalOption.Realloc(func.getAsInt());
      }
      case "post-return" -> {
        IntSupplier func = indexOption(Sort.CORE_FUNC, form);
        yield () -> new CanonicalOption.PostReturn(func.getAsInt());
      }
      case "callback" -> {
        IntSupplier func = indexOption(Sort.CORE_FUNC, form);
        yield () -> new CanonicalOption.Callback(func.getAsInt());
      }
      case "core-type" -> {
        IntSupplier type = indexOption(Sort.CORE_TYPE, form);
        yield () -> new CanonicalOption.CoreType(type.getAsInt());
      }
      default -> null;
    };
  }

  private @Nullable Supplier<CanonicalOption> takeKeywordOption() {
    CanonicalOption option =
        switch (cursor.keywordOrEmpty()) {
          case "string-encoding=utf8" -> CanonicalOption.StringEncoding.UTF8;
          case "string-encoding=utf16" -> CanonicalOption.StringEncoding.UTF16;
          case "string-encoding=latin1+utf16" -> CanonicalOption.StringEncoding.LATIN1_UTF16;
          case "async" -> new CanonicalOption.Async();
          case "gc" -> new CanonicalOption.Gc();
          default -> throw cursor.expected("a canonical option");
        };
    cursor.advance();
    return () -> option;
  }

  private IntSupplier indexOption(Sort sort, String form) {
    cursor.expectForm(form);
    return references.option(sort, form);
  }
}
