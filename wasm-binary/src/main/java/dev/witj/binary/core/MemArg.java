package dev.witj.binary.core;

/**
 * How an instruction accesses memory.
 *
 * @param align the binary logarithm of the promised alignment
 * @param memory the memory, by index
 * @param offset what is added to the address; bits of an unsigned number
 */
public record MemArg(int align, int memory, long offset) {}
