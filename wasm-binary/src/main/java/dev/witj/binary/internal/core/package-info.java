/**
 * How core modules are read, written and validated: types as numbers, the operand stack, a
 * validator for each group of instructions.
 */
@NullMarked
package dev.witj.binary.internal.core;

import org.jspecify.annotations.NullMarked;
