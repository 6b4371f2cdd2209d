package dev.witj.engine.interpreter;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.SubType;
import dev.witj.engine.Func;
import dev.witj.engine.HostFunction;
import dev.witj.engine.WasmModule;
import dev.witj.engine.internal.gc.RuntimeType;
import java.util.HashMap;
import java.util.Map;

/** Makes modules that are interpreted. Types of modules of one interpreter are comparable. */
public final class Interpreter {
  private final CoreTypes types = CoreTypes.create();
  private final Map<Integer, RuntimeType> runtimeTypes = new HashMap<>();

  /** One of its own. */
  public Interpreter() {}

  /** Prepares a module, which must be valid. */
  public WasmModule compile(ByteSlice binary) {
    return new InterpretedModule(
        this, CoreValidator.validate(CoreModule.read(binary), Features.ALL, types));
  }

  /** A function of the host's. */
  public Func hostFunc(FuncType type, HostFunction.OfValues function) {
    return new Functions.Host(runtimeType(types.add(type)), function);
  }

  /** What kind of object of its own a reference is; nothing if it is none. */
  public static String kind(Object reference) {
    return switch (reference) {
      case EqObject.Struct _ -> "struct";
      case EqObject.Array _ -> "array";
      case EqObject.I31 _ -> "i31";
      default -> "";
    };
  }

  CoreTypes types() {
    return types;
  }

  /** The type with a canonical id. */
  synchronized RuntimeType runtimeType(int id) {
    RuntimeType known = runtimeTypes.get(id);
    if (known == null) {
      SubType type = types.type(id);
      known =
          new RuntimeType(
              id,
              type.composite(),
              type.supertypes().isEmpty() ? null : runtimeType(type.supertypes().getFirst()));
      runtimeTypes.put(id, known);
    }
    return known;
  }
}
