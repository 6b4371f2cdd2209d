package dev.witj.engine.internal.compile;

import dev.witj.engine.GuestException;
import dev.witj.engine.Memory;
import dev.witj.engine.Table;
import dev.witj.engine.internal.gc.Elements;
import dev.witj.engine.internal.run.Entry;
import dev.witj.engine.internal.run.FuncRef;
import dev.witj.engine.internal.run.State;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** Names of classes, the generated ones' among them. */
final class Names {
  /** Generated classes are in this package, each module's in a class loader of its own. */
  static final String PACKAGE = "guest";

  /** A module's own subclass of {@link State}. */
  static final ClassDesc STATE = ClassDesc.of(PACKAGE, "State");

  static final ClassDesc BASE_STATE = of(State.class);
  static final ClassDesc MEMORY = of(Memory.class);
  static final ClassDesc MEMORIES = MEMORY.arrayType();
  static final ClassDesc TABLE = of(Table.class);
  static final ClassDesc GLOBAL = of(dev.witj.engine.Global.class);
  static final ClassDesc ELEMENTS = of(Elements.class);
  static final ClassDesc FUNC = of(FuncRef.class);
  static final ClassDesc ENTRY = of(Entry.class);
  static final ClassDesc EXCEPTION = of(GuestException.class);
  static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
  static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();

  private Names() {}

  /** The class that makes tail calls of one shape. */
  static ClassDesc tail(int type) {
    return ClassDesc.of(PACKAGE, "Tail" + type);
  }

  static ClassDesc of(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /** A further class with what one class has no room for. */
  static ClassDesc part(ClassDesc whole, int number) {
    return ClassDesc.of(PACKAGE, whole.displayName() + "_" + number);
  }

  /** The class of a group of functions. */
  static ClassDesc group(int number) {
    return ClassDesc.of(PACKAGE, "Code" + number);
  }

  /** The class that dispatches calls of one type. */
  static ClassDesc dispatch(int type) {
    return ClassDesc.of(PACKAGE, "Type" + type);
  }
}
