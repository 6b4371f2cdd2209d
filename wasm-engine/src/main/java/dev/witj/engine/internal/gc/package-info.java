/**
 * Structures, arrays and casts as compiled code sees them: a reference is a Java object or null, an
 * {@code i31ref} a boxed number of a class of its own, functions are {@link dev.witj.engine.Func},
 * exceptions {@link dev.witj.engine.GuestException}, and everything else is the host's.
 *
 * <p>Types are {@link RuntimeType}, one object for each canonical type of an engine, so that types
 * are equal exactly if they are the same object. Compiled code keeps those of its module in an
 * array and calls static methods here, with the type in front of the other operands:
 *
 * <pre>
 * struct.new $t       build with newStruct(RuntimeType), then set each field
 * struct.get $t i     getInt / getLong / getFloat / getDouble / getRef(Object struct, int field), and
 *                     getS8, getU8, getS16, getU16 for packed fields; getLow, getHigh for v128
 * struct.set $t i     setX(Object struct, value, int field)
 * array.*             likewise with (Object array, int index)
 * ref.test, ref.cast  test(Object reference, RuntimeType or abstract kind, boolean nullable)
 * </pre>
 */
@NullMarked
package dev.witj.engine.internal.gc;

import org.jspecify.annotations.NullMarked;
