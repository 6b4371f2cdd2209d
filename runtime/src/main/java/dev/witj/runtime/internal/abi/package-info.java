/**
 * The Canonical ABI in the order and names of {@code definitions.py} of the Component Model
 * specification: how values of component types are laid out in linear memory and passed as core
 * values, and the tables of handles.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md">CanonicalABI.md</a>
 */
@NullMarked
package dev.witj.runtime.internal.abi;

import org.jspecify.annotations.NullMarked;
