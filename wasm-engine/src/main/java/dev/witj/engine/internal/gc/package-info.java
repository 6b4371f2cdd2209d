/**
 * Structures, arrays and casts as compiled code sees them: a reference is a Java object or null, an
 * {@code i31ref} an {@link dev.witj.engine.internal.gc.I31}, functions are {@link
 * dev.witj.engine.Func}, exceptions {@link dev.witj.engine.GuestException}, and everything else is
 * the host's.
 *
 * <p>Types are {@link dev.witj.engine.internal.gc.RuntimeType}, one object for each canonical type
 * of an engine, so that types are equal exactly if they are the same object. Compiled code keeps
 * those of its module in an array and calls static methods here, which take the operands in the
 * order of the instruction, and then what is known when it is compiled:
 *
 * <pre>
 * struct.new           Struct.create(type, heap); then for each field, the last first:
 *                      Struct.initX(value, struct, slot); of many, Struct.createSpilled
 * struct.get, set      Struct.getX(struct, slot), Struct.setX(struct, value, slot)
 * array.new            Array.createX(value, length, type, heap); default: Array.create
 * array.new_fixed      Array.create(length, type, heap); then for each element, the last first:
 *                      Array.initX(value, array, index); of many, Array.createSpilled
 * array.new_data, elem Array.createData, createElements(from, length, type, heap, segment)
 * array.get, set, fill Array.getX(array, index), setX(array, index, value), fillX(..., count)
 * array.copy, init_*   Array.copy, initData, initElements(array, to, from, count, segment)
 * ref.test, ref.cast   Casts.test, Casts.cast(reference, type or abstract kind, nullable)
 * ref.eq               Casts.same
 * </pre>
 *
 * <p>X is Int, Long, Float, Double or Ref. Packed fields are read by getS8, getU8, getS16, getU16;
 * those of structures are written by setInt, those of arrays by set8, set16 and their like. Vectors
 * are read by getLow and getHigh and written by setVector and its like, low half first.
 */
@NullMarked
package dev.witj.engine.internal.gc;

import org.jspecify.annotations.NullMarked;
