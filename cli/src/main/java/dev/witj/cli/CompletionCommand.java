package dev.witj.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wit-j completion bash}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a completion script for a shell.",
    footer = {
      "",
      "Examples:",
      "  source <(wit-j completion bash)          in ~/.bashrc",
      "  source <(wit-j completion zsh)           in ~/.zshrc",
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells there are scripts for. */
  enum Shell {
    bash,
    zsh
  }

  private final Streams streams;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  @SuppressWarnings("NullAway.Init") // picocli fills the spec in
  CompletionCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("wit-j", spec.root().commandLine());
    // zsh understands the script once its emulation of bash completion is on.
    String head = shell == Shell.zsh ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
    streams.writeText(Optional.empty(), head + script);
    return 0;
  }
}
