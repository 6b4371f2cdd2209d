/**
 * Core modules: what one needs and gives, the modules that the encoder makes itself, and what it
 * leaves out of those it is given.
 */
@NullMarked
package dev.witj.encode.internal.module;

import org.jspecify.annotations.NullMarked;
