/**
 * What value types are made of, however they are named: {@linkplain dev.witj.types.PrimitiveType
 * primitives} and {@linkplain dev.witj.types.Shape shapes}. WIT, binaries and resolved types each
 * name types in their own way and share this.
 */
@NullMarked
package dev.witj.types;

import org.jspecify.annotations.NullMarked;
