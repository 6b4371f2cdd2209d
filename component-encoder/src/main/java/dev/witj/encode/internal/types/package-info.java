/**
 * WIT types as types of a component: what is written into one type index space, and the component
 * types of whole interfaces, worlds and packages.
 *
 * <p>Begin with {@link dev.witj.encode.internal.types.TypeScope}, which writes each WIT type once
 * into the index space it stands for; its subclasses say how a type gets a name there and where
 * types of other interfaces come from.
 */
@NullMarked
package dev.witj.encode.internal.types;

import org.jspecify.annotations.NullMarked;
