package dev.witj.testdata;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.approvaltests.Approvals;
import org.approvaltests.approvers.FileApprover;
import org.approvaltests.core.ApprovalFailureReporter;
import org.approvaltests.core.Options;
import org.approvaltests.core.VerifyResult;
import org.approvaltests.namer.NamerWrapper;
import org.approvaltests.reporters.AutoApproveReporter;
import org.junit.jupiter.api.Assertions;

/**
 * Approved outputs in files of their own, compared byte for byte by Approval Tests. {@code
 * -Dwitj.bless=true} writes what came out over what is approved, for a person to read in the diff.
 */
public final class Golden {
  /** What came out otherwise, and the library's own notes: what a build makes, and nothing else. */
  private static final Path WORKING = Path.of("target", "approvals").toAbsolutePath();

  static {
    System.setProperty("APPROVALTESTS_PROJECT_DIRECTORY", WORKING.toString());
    // Several cases may come to the same output.
    FileApprover.tracker.addAllowedDuplicates(approved -> true);
    if (!"1".equals(System.getenv("APPROVALTESTS_DISABLE_SCRIPT_DOWNLOADS"))) {
      standInForScripts();
    }
  }

  private Golden() {}

  /** Demands that {@code actual} equals the content of {@code approved}. */
  public static void verify(Path approved, String actual) {
    ApprovalFailureReporter reporter =
        Boolean.getBoolean("witj.bless") ? new AutoApproveReporter() : Golden::report;
    Approvals.verify(
        actual,
        new Options(reporter)
            .withComparator(Golden::compare)
            .forFile()
            .withNamer(new Named(approved.toAbsolutePath())));
  }

  private static VerifyResult compare(File received, File approved) {
    try {
      return VerifyResult.from(
          approved.exists() && Files.mismatch(received.toPath(), approved.toPath()) == -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean report(String received, String approved) {
    try {
      String actual = Files.readString(Path.of(received));
      Path file = Path.of(approved);
      if (!Files.exists(file)) {
        Assertions.fail("nothing approved yet in " + file.getFileName() + ":\n" + actual);
      }
      Assertions.assertEquals(
          Files.readString(file), actual, () -> "differs from " + file.getFileName());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library fetches scripts from the network unless files of their names are there. */
  private static void standInForScripts() {
    try {
      Path folder = Files.createDirectories(WORKING.resolve(".approval_tests_temp"));
      Files.writeString(folder.resolve("approve_all.py"), "");
      Files.writeString(folder.resolve("remove_abandoned_files.py"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names files by the case they belong to, not by the test's class and method. */
  private static final class Named extends NamerWrapper {
    private final Path approved;

    Named(Path approved) {
      super(() -> approved.getFileName().toString(), () -> WORKING + File.separator);
      this.approved = approved;
    }

    @Override
    public File getApprovedFile(String extensionWithDot) {
      return approved.toFile();
    }
  }
}
