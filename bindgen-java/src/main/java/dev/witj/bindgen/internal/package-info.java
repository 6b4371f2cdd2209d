/**
 * How it works: {@link dev.witj.bindgen.internal.JavaNames} gives every interface, world and type
 * its Java name before anything is written; {@link dev.witj.bindgen.internal.JavaTypes} says what
 * Java type stands for a WIT type; one rule class for each construct then adds to JavaPoet
 * builders.
 */
@NullMarked
package dev.witj.bindgen.internal;

import org.jspecify.annotations.NullMarked;
