package dev.witj.encode.internal.component;

import dev.witj.binary.component.BuiltIn;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.abi.Needs;
import dev.witj.encode.internal.names.CoreImport;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.Optional;

/** What the canonical definitions need that imports ask for. */
final class CanonNeeds {
  private static final Needs TEXT_IN = new Needs(true, false, true, false);
  private static final Needs TEXT_OUT = new Needs(true, true, true, false);

  private final Resolve resolve;
  private final Flat flat;

  CanonNeeds(Resolve resolve, Flat flat) {
    this.resolve = resolve;
    this.flat = flat;
  }

  Needs of(CoreImport wanted) {
    return switch (wanted) {
      case CoreImport.Lowered(_, var function, var convention) -> flat.needs(function, convention);
      case CoreImport.TaskReturn(_, var function) -> flat.taskReturnNeeds(function);
      case CoreImport.OfPayload payload -> of(payload);
      case CoreImport.OfText(var builtIn, _) ->
          builtIn == BuiltIn.OfText.ERROR_CONTEXT_NEW ? TEXT_IN : TEXT_OUT;
      case CoreImport.Free.Waiting _ -> Needs.MEMORY;
      case CoreImport.Free.Plain _,
          CoreImport.Free.SubtaskCancel _,
          CoreImport.Free.Cancellable _,
          CoreImport.ImportedDrop _,
          CoreImport.ExportedResource _,
          CoreImport.OfAdapter _,
          CoreImport.MainMemory _,
          CoreImport.OfMain _,
          CoreImport.OfLibrary _,
          CoreImport.OwnMemory _,
          CoreImport.TlsBase _,
          CoreImport.Context _,
          CoreImport.NewThread _ ->
          Needs.NONE;
    };
  }

  private Needs of(CoreImport.OfPayload payload) {
    Optional<Type> element = payload.type().flatMap(this::element);
    Needs async = new Needs(true, false, false, payload.async());
    return switch (payload.builtIn()) {
      case BuiltIn.Copy copy ->
          (copy.readable() ? flat.lowered(element) : flat.lifted(element)).and(async);
      case BuiltIn.OfChannel _, BuiltIn.CancelCopy _ -> Needs.NONE;
    };
  }

  private Optional<Type> element(TypeId id) {
    return resolve.get(id).kind() instanceof TypeDef.Kind.Channel channel
        ? channel.content()
        : Optional.empty();
  }
}
