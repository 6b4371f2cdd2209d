/**
 * Java source from WIT.
 *
 * {@snippet class="dev.witj.bindgen.ExampleTest" region="generate"}
 *
 * <p>{@link dev.witj.bindgen.Bindgen} takes a world and gives the text of every file; {@link
 * dev.witj.bindgen.GeneratedFiles} writes those that changed. The code needs {@code
 * dev.witj:witj-runtime}, with what that depends on, and nothing else.
 *
 * <p>One WIT interface becomes one Java interface, whoever implements it: the host gives its own
 * implementation to a component, and a component's exports are seen through the same interface. A
 * world {@code w} becomes {@code W}, what a component exports, and {@code WImports}, what it needs.
 * What the code for an interface looks like depends on the interface alone, so that two worlds
 * generated into one folder agree.
 *
 * <p>How: {@code internal} gives everything a Java name first, and then writes one file after the
 * other by small rules, one for each kind of type.
 */
@NullMarked
package dev.witj.bindgen;

import org.jspecify.annotations.NullMarked;
