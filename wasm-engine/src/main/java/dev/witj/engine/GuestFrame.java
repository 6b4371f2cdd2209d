package dev.witj.engine;

import java.util.OptionalInt;

/**
 * The function of a module that a frame of a Java stack belongs to.
 *
 * @param function its index
 * @param isPart whether the frame is of a part of the function only, called by another frame of the
 *     same function, further out, which is the function's call
 * @param offset where the instruction that was executed lies in the module's bytes, if that is
 *     known. Of the frames of one call of a function the innermost has the right one.
 */
public record GuestFrame(int function, boolean isPart, OptionalInt offset) {}
