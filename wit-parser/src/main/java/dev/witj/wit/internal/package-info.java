/**
 * How WIT is read: text → tokens and syntax records ({@link dev.witj.wit.internal.SyntaxParser}) →
 * {@link dev.witj.wit.Resolve} ({@link dev.witj.wit.internal.Loader}, {@link
 * dev.witj.wit.internal.PackageResolver}).
 */
@NullMarked
package dev.witj.wit.internal;

import org.jspecify.annotations.NullMarked;
