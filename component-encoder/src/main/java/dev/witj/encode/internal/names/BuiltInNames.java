package dev.witj.encode.internal.names;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.CanonicalOption.StringEncoding;
import dev.witj.binary.core.NumType;
import dev.witj.encode.internal.names.CoreImport.Context;
import dev.witj.encode.internal.names.CoreImport.Free;
import dev.witj.encode.internal.names.CoreImport.NewThread;
import dev.witj.encode.internal.names.CoreImport.OfText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of built-ins that belong to no function and no type. */
final class BuiltInNames {
  static final String ASYNC = "[async-lower]";
  private static final String CANCELLABLE = "[cancellable]";
  private static final Pattern CONTEXT =
      Pattern.compile("\\[context-(get|set)-(?:(i32|i64)-)?([01])]");
  private static final Pattern TEXT =
      Pattern.compile("\\[error-context-(new|debug-message)-(utf8|utf16|latin1\\+utf16)]");
  private static final Pattern WAITING =
      Pattern.compile("\\[waitable-set-(wait|poll)(?:-i32|-i64)?]");

  private static final Map<String, BuiltIn.Plain> PLAIN =
      Map.ofEntries(
          Map.entry("[task-cancel]", BuiltIn.Plain.TASK_CANCEL),
          Map.entry("[backpressure-inc]", BuiltIn.Plain.BACKPRESSURE_INC),
          Map.entry("[backpressure-dec]", BuiltIn.Plain.BACKPRESSURE_DEC),
          Map.entry("[waitable-set-new]", BuiltIn.Plain.WAITABLE_SET_NEW),
          Map.entry("[waitable-set-drop]", BuiltIn.Plain.WAITABLE_SET_DROP),
          Map.entry("[waitable-join]", BuiltIn.Plain.WAITABLE_JOIN),
          Map.entry("[subtask-drop]", BuiltIn.Plain.SUBTASK_DROP),
          Map.entry("[error-context-drop]", BuiltIn.Plain.ERROR_CONTEXT_DROP),
          Map.entry("[thread-index]", BuiltIn.Plain.THREAD_INDEX),
          Map.entry("[thread-resume-later]", BuiltIn.Plain.THREAD_RESUME_LATER));

  private static final Map<String, BuiltIn.Cancellable> YIELDING =
      Map.ofEntries(
          Map.entry("[thread-yield]", BuiltIn.Cancellable.THREAD_YIELD),
          Map.entry("[thread-suspend]", BuiltIn.Cancellable.THREAD_SUSPEND),
          Map.entry("[thread-suspend-then-resume]", BuiltIn.Cancellable.THREAD_SUSPEND_THEN_RESUME),
          Map.entry("[thread-yield-then-resume]", BuiltIn.Cancellable.THREAD_YIELD_THEN_RESUME),
          Map.entry(
              "[thread-suspend-then-promote]", BuiltIn.Cancellable.THREAD_SUSPEND_THEN_PROMOTE),
          Map.entry("[thread-yield-then-promote]", BuiltIn.Cancellable.THREAD_YIELD_THEN_PROMOTE));

  private BuiltInNames() {}

  /** The built-in of a name, if it is one. */
  static Optional<CoreImport> find(String name) {
    boolean cancellable = name.startsWith(CANCELLABLE);
    boolean async = name.startsWith(ASYNC);
    String bare =
        cancellable
            ? name.substring(CANCELLABLE.length())
            : async ? name.substring(ASYNC.length()) : name;
    if (!cancellable && bare.equals("[subtask-cancel]")) {
      return Optional.of(new Free.SubtaskCancel(async));
    }
    if (async) {
      return Optional.empty();
    }
    BuiltIn.Cancellable yielding = YIELDING.get(bare);
    if (yielding != null) {
      return Optional.of(new Free.Cancellable(yielding, cancellable));
    }
    Matcher waiting = WAITING.matcher(bare);
    if (waiting.matches()) {
      BuiltIn.Waiting builtIn =
          waiting.group(1).equals("wait")
              ? BuiltIn.Waiting.WAITABLE_SET_WAIT
              : BuiltIn.Waiting.WAITABLE_SET_POLL;
      return Optional.of(new Free.Waiting(builtIn, cancellable));
    }
    if (cancellable) {
      return Optional.empty();
    }
    BuiltIn.Plain plain = PLAIN.get(bare);
    if (plain != null) {
      return Optional.of(new Free.Plain(plain));
    }
    if (bare.equals("[thread-new-indirect-v0]")) {
      return Optional.of(new NewThread());
    }
    Matcher context = CONTEXT.matcher(bare);
    if (context.matches()) {
      return Optional.of(
          new Context(
              context.group(1).equals("get")
                  ? BuiltIn.Context.CONTEXT_GET
                  : BuiltIn.Context.CONTEXT_SET,
              "i64".equals(context.group(2)) ? NumType.I64 : NumType.I32,
              Integer.parseInt(context.group(3))));
    }
    Matcher text = TEXT.matcher(bare);
    if (text.matches()) {
      return Optional.of(
          new OfText(
              text.group(1).equals("new")
                  ? BuiltIn.OfText.ERROR_CONTEXT_NEW
                  : BuiltIn.OfText.ERROR_CONTEXT_DEBUG_MESSAGE,
              encoding(text.group(2))));
    }
    return Optional.empty();
  }

  private static StringEncoding encoding(String name) {
    return switch (name) {
      case "utf8" -> StringEncoding.UTF8;
      case "utf16" -> StringEncoding.UTF16;
      case "latin1+utf16" -> StringEncoding.LATIN1_UTF16;
      default -> throw new IllegalStateException(name);
    };
  }
}
