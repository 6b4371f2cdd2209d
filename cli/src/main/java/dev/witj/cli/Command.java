package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every subcommand has: the streams, and a way to speak to the person who runs it. */
abstract class Command implements Callable<Integer> {
  /** Where it reads and writes. */
  final Streams streams;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the spec in
  Command(Streams streams) {
    this.streams = streams;
  }

  /** The commands below this one. */
  Subcommands subcommands() {
    return Subcommands.NONE;
  }

  /** Adds what the annotations do not say: the options that speak of the command itself. */
  void configure(CommandLine line) {
    HelpOptions.addTo(line.getCommandSpec());
  }

  /** Says something on standard error that ends nothing. */
  final void say(List<Diagnostic> diagnostics) {
    ((Main) spec.root().userObject()).say(diagnostics);
  }

  /** The picocli model of the whole command line. */
  final CommandSpec spec() {
    return spec;
  }

  /** What to raise where this command is used in a wrong way. */
  final UsageException usage(Diagnostic diagnostic) {
    return new UsageException(spec.commandLine(), diagnostic);
  }

  /** What is read of an argument; what is wrong with that is wrong usage. */
  final <T> T argument(Supplier<T> read) {
    try {
      return read.get();
    } catch (DiagnosticException e) {
      throw usage(e.diagnostics().getFirst());
    }
  }

  /** Refuses two options together. */
  final void excludes(String one, boolean isOne, String other, boolean isOther) {
    if (isOne && isOther) {
      throw usage(CliCode.OPTIONS_TOGETHER.error(one, other));
    }
  }

  /** Refuses an option that means nothing without another. */
  final void needs(String one, boolean isOne, String other, boolean isOther) {
    if (isOne && !isOther) {
      throw usage(CliCode.OPTION_ALONE.error(one, other));
    }
  }

  /** Refuses a number that is less than an option can have. */
  final void atLeast(int least, String option, int number) {
    inRange(least, Integer.MAX_VALUE, option, number);
  }

  /** Refuses a number that is less or more than an option can have. */
  final void inRange(int least, int most, String option, int number) {
    if (number < least || number > most) {
      String range = most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
      throw usage(CliCode.OUT_OF_RANGE.error(option, range, number));
    }
  }
}
