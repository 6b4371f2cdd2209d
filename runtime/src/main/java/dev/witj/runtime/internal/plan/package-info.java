/**
 * What a component does when an instance of it is made, worked out once, before anything is
 * compiled.
 *
 * <p>The {@link dev.witj.runtime.internal.plan.Planner} goes through a validated component as
 * making an instance of it would, components inside included, and writes down what is left when all
 * that only passes things on is taken out: a {@link dev.witj.runtime.internal.plan.Plan}. {@link
 * dev.witj.runtime.internal.plan.Linking} finds what serves its imports, {@link
 * dev.witj.runtime.internal.plan.Instantiation} carries it out.
 */
@NullMarked
package dev.witj.runtime.internal.plan;

import org.jspecify.annotations.NullMarked;
