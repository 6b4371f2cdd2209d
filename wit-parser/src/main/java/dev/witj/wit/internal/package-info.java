/**
 * How WIT is read: text → tokens and syntax records ({@link dev.witj.wit.internal.SyntaxParser}) →
 * {@link dev.witj.wit.Resolve} ({@link dev.witj.wit.internal.Loader}, {@link
 * dev.witj.wit.internal.PackageResolver}).
 *
 * <p>A package is resolved scope by scope: {@link dev.witj.wit.internal.ScopeResolver} defines the
 * types of one interface or world in the order in which they need each other, {@link
 * dev.witj.wit.internal.ScopeTypes} knows what its names stand for, {@link
 * dev.witj.wit.internal.FunctionResolver} makes its functions of them.
 */
@NullMarked
package dev.witj.wit.internal;

import org.jspecify.annotations.NullMarked;
