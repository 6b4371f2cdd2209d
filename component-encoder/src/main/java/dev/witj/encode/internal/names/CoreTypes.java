package dev.witj.encode.internal.names;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.ValType;
import dev.witj.encode.internal.abi.Flat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types that functions must have which core modules import. */
public final class CoreTypes {
  private static final NumType I32 = NumType.I32;

  private CoreTypes() {}

  private static FuncType of(List<ValType> params, ValType... results) {
    return new FuncType(params, Arrays.asList(results));
  }

  /** The type of what an import asks for; nothing for what is no function. */
  public static Optional<FuncType> of(CoreImport wanted, Flat flat) {
    NumType pointer = flat.pointer();
    return switch (wanted) {
      case CoreImport.Lowered(_, var function, var convention) ->
          Optional.of(flat.type(function, convention));
      case CoreImport.ImportedDrop _ -> Optional.of(of(List.of(I32)));
      case CoreImport.ExportedResource(var builtIn, _, _) ->
          Optional.of(
              builtIn == BuiltIn.OfResource.RESOURCE_DROP
                  ? of(List.of(I32))
                  : of(List.of(I32), I32));
      case CoreImport.OfAdapter(_, _, var type) -> Optional.of(type);
      case CoreImport.TaskReturn(_, var function) -> Optional.of(flat.taskReturn(function));
      case CoreImport.OfPayload payload -> Optional.of(payload(payload.builtIn(), pointer));
      case CoreImport.OfText(var builtIn, _) ->
          Optional.of(
              builtIn == BuiltIn.OfText.ERROR_CONTEXT_NEW
                  ? of(List.of(pointer, pointer), I32)
                  : of(List.of(I32, pointer)));
      case CoreImport.Free free -> Optional.of(free(free, pointer));
      case CoreImport.Context(var builtIn, var type, _) ->
          Optional.of(
              builtIn == BuiltIn.Context.CONTEXT_GET ? of(List.of(), type) : of(List.of(type)));
      case CoreImport.NewThread() -> Optional.of(of(List.of(I32, I32), I32));
      case CoreImport.TlsBase(boolean set, var type) ->
          Optional.of(set ? of(List.of(type)) : of(List.of(), type));
      case CoreImport.MainMemory _,
          CoreImport.OfMain _,
          CoreImport.OfLibrary _,
          CoreImport.OwnMemory _ ->
          Optional.empty();
    };
  }

  private static FuncType payload(BuiltIn.Channel builtIn, NumType pointer) {
    return switch (builtIn) {
      case BuiltIn.OfChannel of ->
          switch (of) {
            case STREAM_NEW, FUTURE_NEW -> of(List.of(), NumType.I64);
            case STREAM_DROP_READABLE,
                STREAM_DROP_WRITABLE,
                FUTURE_DROP_READABLE,
                FUTURE_DROP_WRITABLE ->
                of(List.of(I32));
          };
      case BuiltIn.Copy copy ->
          copy.ofStream()
              ? of(List.of(I32, pointer, pointer), pointer)
              : of(List.of(I32, pointer), I32);
      case BuiltIn.CancelCopy cancel -> of(List.of(I32), cancel.ofStream() ? pointer : I32);
    };
  }

  private static FuncType free(CoreImport.Free free, NumType pointer) {
    return switch (free) {
      case CoreImport.Free.Plain(var builtIn) ->
          switch (builtIn) {
            case TASK_CANCEL, BACKPRESSURE_INC, BACKPRESSURE_DEC -> of(List.of());
            case WAITABLE_SET_NEW, THREAD_INDEX, THREAD_AVAILABLE_PARALLELISM -> of(List.of(), I32);
            case WAITABLE_JOIN -> of(List.of(I32, I32));
            case SUBTASK_DROP, ERROR_CONTEXT_DROP, WAITABLE_SET_DROP, THREAD_RESUME_LATER ->
                of(List.of(I32));
          };
      case CoreImport.Free.SubtaskCancel _ -> of(List.of(I32), I32);
      case CoreImport.Free.Cancellable(var builtIn, _) ->
          switch (builtIn) {
            case THREAD_YIELD, THREAD_SUSPEND -> of(List.of(), I32);
            case THREAD_SUSPEND_THEN_RESUME,
                THREAD_YIELD_THEN_RESUME,
                THREAD_SUSPEND_THEN_PROMOTE,
                THREAD_YIELD_THEN_PROMOTE ->
                of(List.of(I32), I32);
          };
      case CoreImport.Free.Waiting _ -> of(List.of(I32, pointer), I32);
    };
  }
}
