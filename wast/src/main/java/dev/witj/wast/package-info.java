/**
 * Decides whether what {@code .wast} scripts say holds: of modules and components whether they are
 * well-formed and valid, and of what they do when they run.
 *
 * {@snippet class="dev.witj.wast.ExampleTest" region="run"}
 *
 * <p>A {@link dev.witj.wat.WastScript} goes in, a {@link dev.witj.wast.WastReport} with one result
 * for each directive comes out. {@link dev.witj.wast.WastRunner} is the way in; what has to run is
 * asked of a {@link dev.witj.wast.WastExecutor}, of which {@link dev.witj.wast.RuntimeWastExecutor}
 * is the one that this project's runtime stands behind. {@link dev.witj.wast.JsonFromWast} takes
 * scripts apart for other tools.
 */
@NullMarked
package dev.witj.wast;

import org.jspecify.annotations.NullMarked;
