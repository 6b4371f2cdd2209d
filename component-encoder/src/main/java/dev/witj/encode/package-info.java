/**
 * Between WIT and binaries: {@link dev.witj.encode.WitDecoder} finds out which WIT a component
 * implements, and reads WIT packages that are encoded as components.
 */
@NullMarked
package dev.witj.encode;

import org.jspecify.annotations.NullMarked;
