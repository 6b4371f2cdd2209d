/**
 * What generated bindings stand on: Java interfaces, records and enums are matched with the types
 * of a component once, when it is linked; calls then go through method handles.
 *
 * <p>One WIT interface is one Java interface, whoever implements it. {@link
 * dev.witj.runtime.bind.HostInterface} gives a component an implementation written in Java; {@link
 * dev.witj.runtime.bind.WorldPre} implements in Java what a component exports.
 */
@NullMarked
package dev.witj.runtime.bind;

import org.jspecify.annotations.NullMarked;
