package dev.witj.cli;

import java.util.List;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code wit-j completion bash}. */
@CommandLine.Command(
    description = "Prints a completion script for a shell.",
    footer = {
      "",
      "Examples:",
      "  source <(wit-j completion bash)          in ~/.bashrc",
      "  source <(wit-j completion zsh)           in ~/.zshrc",
    })
final class CompletionCommand extends Command {
  /** The shells there are scripts for. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  CompletionCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("wit-j", Main.commandLine(streams, List.of()));
    // zsh understands the script once its emulation of bash completion is on.
    String head = shell == Shell.zsh ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
    streams.writeText(Optional.empty(), head + script);
    return 0;
  }
}
