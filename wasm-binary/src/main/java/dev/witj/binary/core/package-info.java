/**
 * Core modules: the opcode table, the types, the sections in file order, the writer and the
 * validator.
 */
@NullMarked
package dev.witj.binary.core;

import org.jspecify.annotations.NullMarked;
