/**
 * What the JVM has no instruction for, or has with other rules: divisions and conversions that
 * trap, rounding, vectors, relaxed vectors, atomic accesses, wide arithmetic. {@link
 * dev.witj.engine.internal.numeric.Helper#of} says for each instruction which methods there are, in
 * which class, what they take, and which of the forms below they have; {@code f32.sqrt} and all
 * others it does not know are an instruction of the JVM's or a method of the JDK's.
 *
 * <p>Compiled code calls these static methods, which are public and named after the instruction,
 * with {@code .} replaced by {@code _} ({@code i8x16.add_sat_s} is {@code i8x16_add_sat_s}).
 *
 * <p>A vector is two longs: the first eight bytes, little-endian, and the other eight. It takes two
 * parameters, low then high. Operands come in the order of the instruction, then immediates: a lane
 * as an int, the lanes of a shuffle as two longs.
 *
 * <p>A result that is a number is what the method returns. A result of two longs, which is a vector
 * or that of wide arithmetic, comes in one of two forms:
 *
 * <ul>
 *   <li>{@code name_lo} and {@code name_hi}, which both take all operands;
 *   <li>{@code name} alone, where each half of the result depends on the same half of each vector
 *       in the same way: it takes one long for each vector operand, and is called twice.
 * </ul>
 *
 * <p>Vector loads and stores need no method of their own where they are loads and stores of longs;
 * {@code v128.load8x8_s} and its like, {@code v128.load8_splat}, {@code v128.load32_zero} and the
 * accesses of one lane are built by the compiler out of an ordinary load and methods named {@code
 * v128_load8x8_s_lo(long)}, {@code ..._hi(long)} (of the eight bytes loaded), the splats, and the
 * lane instructions of the same width.
 *
 * <p>Relaxed instructions always do the same: what the corresponding ordinary one does, and a
 * product is rounded before something is added to it.
 *
 * <p>Atomic accesses take the address as a long (already the effective one, offset included), the
 * operands, and then the {@link dev.witj.engine.Memory}.
 */
@NullMarked
package dev.witj.engine.internal.numeric;

import org.jspecify.annotations.NullMarked;
