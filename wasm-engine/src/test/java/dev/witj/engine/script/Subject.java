package dev.witj.engine.script;

import dev.witj.binary.ByteSlice;
import dev.witj.engine.EngineOptions;
import dev.witj.engine.Func;
import dev.witj.engine.GuestException;
import dev.witj.engine.WasmEngine;
import dev.witj.engine.WasmModule;
import dev.witj.engine.internal.gc.Array;
import dev.witj.engine.internal.gc.I31;
import dev.witj.engine.internal.gc.Struct;
import dev.witj.engine.interpreter.Interpreter;

/** What runs modules. */
public interface Subject {
  /** Prepares a valid module. */
  WasmModule compile(ByteSlice binary);

  /** What kind of object of its own a reference is: {@code struct}, {@code array} or another. */
  String kind(Object reference);

  /** The interpreter. */
  static Subject interpreter() {
    Interpreter interpreter = new Interpreter();
    return new Subject() {
      @Override
      public WasmModule compile(ByteSlice binary) {
        return interpreter.compile(binary);
      }

      @Override
      public String kind(Object reference) {
        String own = Interpreter.kind(reference);
        return own.isEmpty() ? common(reference) : own;
      }
    };
  }

  /** The compiler. */
  static Subject compiler(EngineOptions options) {
    WasmEngine engine = WasmEngine.create(options);
    return new Subject() {
      @Override
      public WasmModule compile(ByteSlice binary) {
        return engine.compile(binary, "test");
      }

      @Override
      public String kind(Object reference) {
        return switch (reference) {
          case Struct _ -> "struct";
          case Array _ -> "array";
          case I31 _ -> "i31";
          default -> common(reference);
        };
      }
    };
  }

  private static String common(Object reference) {
    return switch (reference) {
      case Func _ -> "func";
      case GuestException _ -> "exn";
      default -> "host";
    };
  }
}
