package dev.witj.wasi.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.wasi.WasiCode;
import dev.witj.wasi.fs.Folder;
import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.internal.Settings.GivenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Opens the folders that a host gives, each once, and only where the system keeps guests in. */
public final class FolderGrants {
  private final BooleanSupplier safe;
  private final List<GivenFolder> folders = new ArrayList<>();
  private final List<Diagnostic> warnings = new ArrayList<>();
  private boolean unsafeAllowed;

  /** None yet; {@code safe} is asked when the first is given. */
  public FolderGrants(BooleanSupplier safe) {
    this.safe = safe;
  }

  /** Lets what follows be given on any system, with a warning. */
  public void allowUnsafe() {
    unsafeAllowed = true;
  }

  /** What was given. */
  public List<GivenFolder> folders() {
    return folders;
  }

  /** What the host should know of it. */
  public List<Diagnostic> warnings() {
    return warnings;
  }

  /**
   * Gives one more.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it cannot be
   */
  public void add(Path host, String guest, boolean readOnly) {
    if (!Files.isDirectory(host)) {
      throw (Files.exists(host) ? WasiCode.NOT_A_FOLDER : WasiCode.NO_FOLDER)
          .error(host)
          .toException();
    }
    boolean isSafe = safe.getAsBoolean();
    if (!isSafe && !unsafeAllowed) {
      throw WasiCode.UNSAFE_FOLDER
          .error(host)
          .note(
              "a guest that shares a folder with a program or another guest can be led out of it"
                  + " by renaming at the right moment; only Linux has the calls against that")
          .help("if nobody shares it, allow it: `--unsafe-dirs`, or `unsafeFolders()` in Java")
          .toException();
    }
    try {
      Folder folder = isSafe ? Folder.open(host, !readOnly) : Folder.openUnsafely(host, !readOnly);
      folders.add(new GivenFolder(folder, guest));
    } catch (IOException e) {
      throw WasiCode.CLOSED_FOLDER.error(host, FsError.of(e).systemText()).toException();
    }
    if (!isSafe) {
      warnings.add(WasiCode.OPEN_FOLDER.warning(host));
    }
  }
}
