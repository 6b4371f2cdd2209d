package dev.witj.engine.interpreter;

import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.ValidatedModule;
import dev.witj.engine.Extern;
import dev.witj.engine.Fuel;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.Instance;
import dev.witj.engine.Memory;
import dev.witj.engine.Table;
import dev.witj.engine.Tag;
import dev.witj.engine.internal.gc.RuntimeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance: what the indices of a module stand for. */
final class InterpretedInstance implements Instance {
  final Interpreter interpreter;
  final ValidatedModule module;

  /** What its functions may use up; null if that is without bounds. */
  final @Nullable Fuel fuel;

  final List<Func> functions = new ArrayList<>();
  final List<Table> tables = new ArrayList<>();
  final List<Memory> memories = new ArrayList<>();
  final List<Global> globals = new ArrayList<>();
  final List<Tag> tags = new ArrayList<>();
  final List<byte[]> data = new ArrayList<>();
  final List<@Nullable Object[]> elements = new ArrayList<>();
  final Map<String, Extern> exports = new LinkedHashMap<>();

  InterpretedInstance(Interpreter interpreter, ValidatedModule module, @Nullable Fuel fuel) {
    this.fuel = fuel;
    this.interpreter = interpreter;
    this.module = module;
  }

  @Override
  public Optional<Extern> export(String name) {
    return Optional.ofNullable(exports.get(name));
  }

  @Override
  public Extern export(int number) {
    return List.copyOf(exports.values()).get(number);
  }

  /** The type with an index of the module. */
  RuntimeType type(int index) {
    return interpreter.runtimeType(module.typeIds().get(index));
  }

  /** Whether a reference is of a type, which speaks of types of the module. */
  boolean is(@Nullable Object reference, boolean nullable, HeapType type) {
    if (reference == null) {
      return nullable;
    }
    return switch (type) {
      case HeapType.Concrete(int index) -> {
        RuntimeType own =
            switch (reference) {
              case EqObject.Struct struct -> struct.type();
              case EqObject.Array array -> array.type();
              case Func function -> function.runtimeType();
              default -> null;
            };
        yield own != null && interpreter.types().isSubtype(own.id(), module.typeIds().get(index));
      }
      case HeapType.Abstract kind ->
          switch (kind) {
            case ANY, EXTERN, FUNC, EXN -> true;
            case EQ -> reference instanceof EqObject;
            case I31 -> reference instanceof EqObject.I31;
            case STRUCT -> reference instanceof EqObject.Struct;
            case ARRAY -> reference instanceof EqObject.Array;
            case NONE, NOFUNC, NOEXTERN, NOEXN -> false;
          };
    };
  }

  /** What a constant expression gives. */
  @Nullable Object evaluate(ConstExpr expression) {
    Object outcome = new Machine(this, Code.of(expression.code()), new Object[0], 1, null).run();
    return ((@Nullable Object[]) outcome)[0];
  }
}
