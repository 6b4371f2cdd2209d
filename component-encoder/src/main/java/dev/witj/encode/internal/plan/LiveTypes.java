package dev.witj.encode.internal.plan;

import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/** Types together with all that they mention, each behind what it mentions. */
public final class LiveTypes {
  private final Resolve resolve;
  private final SequencedSet<TypeId> types = new LinkedHashSet<>();

  /** No types. */
  public LiveTypes(Resolve resolve) {
    this.resolve = resolve;
  }

  /** The types. */
  public SequencedSet<TypeId> types() {
    return Collections.unmodifiableSequencedSet(types);
  }

  /** Adds what an interface defines and what its functions mention. */
  public void add(InterfaceId id) {
    Interface of = resolve.get(id);
    of.types().values().forEach(this::add);
    of.functions().values().forEach(this::add);
  }

  /** Adds what a function mentions. */
  public void add(Function function) {
    function.resource().ifPresent(this::add);
    function.params().forEach(param -> add(param.type()));
    add(function.result());
  }

  private void add(Optional<Type> type) {
    type.ifPresent(this::add);
  }

  private void add(Type type) {
    if (type instanceof Type.Ref(TypeId id)) {
      add(id);
    }
  }

  /** Adds a type. */
  public void add(TypeId id) {
    if (types.contains(id)) {
      return;
    }
    resolve.get(id).kind().mentions().forEach(this::add);
    types.add(id);
  }
}
