package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Types of methods that compiled code calls often. */
final class Types {
  static final ClassDesc FLOAT = ConstantDescs.CD_Float;
  static final ClassDesc DOUBLE = ConstantDescs.CD_Double;
  static final ClassDesc INTEGER = ConstantDescs.CD_Integer;
  static final ClassDesc LONG = ConstantDescs.CD_Long;

  static final MethodTypeDesc FLOAT_TO_INT = of(CD_int, CD_float);
  static final MethodTypeDesc INT_TO_FLOAT = of(CD_float, CD_int);
  static final MethodTypeDesc DOUBLE_TO_LONG = of(CD_long, CD_double);
  static final MethodTypeDesc LONG_TO_DOUBLE = of(CD_double, CD_long);
  static final MethodTypeDesc INTS_TO_INT = of(CD_int, CD_int, CD_int);
  static final MethodTypeDesc LONGS_TO_INT = of(CD_int, CD_long, CD_long);
  static final MethodTypeDesc OBJECT_TO_INT = of(CD_int, CD_Object);
  static final MethodTypeDesc NOTHING = of(CD_void);
  static final ClassDesc ARRAYS = Names.of(java.util.Arrays.class);
  static final MethodTypeDesc FILL_LONGS = of(CD_void, Names.LONGS, CD_int, CD_int, CD_long);
  static final MethodTypeDesc FILL_OBJECTS = of(CD_void, Names.OBJECTS, CD_int, CD_int, CD_Object);
  static final MethodTypeDesc POLL = of(CD_void, Names.BASE_STATE);

  private Types() {}

  static MethodTypeDesc of(ClassDesc result, ClassDesc... params) {
    return MethodTypeDesc.of(result, params);
  }
}
