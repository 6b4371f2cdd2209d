/** The command line: one class per subcommand, no logic of its own. */
@NullMarked
package dev.witj.cli;

import org.jspecify.annotations.NullMarked;
