/**
 * What value types are made of, however they are named: {@linkplain dev.witj.types.PrimitiveType
 * primitives} and {@linkplain dev.witj.types.Shape shapes}, how much memory their values take
 * ({@link dev.witj.types.Extent}) and how large they can be ({@link dev.witj.types.TypeLimits}).
 * WIT, binaries and resolved types each name types in their own way and share this. Begin with
 * {@link dev.witj.types.Shape}.
 */
@NullMarked
package dev.witj.types;

import org.jspecify.annotations.NullMarked;
