package dev.witj.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Severity;
import dev.witj.wasi.WasiCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a guest cannot be kept in a folder, it gets none without a word. */
final class FolderGrantsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void refusesUnlessToldOtherwise() {
    FolderGrants grants = new FolderGrants(() -> false);
    DiagnosticException refused =
        assertThrows(DiagnosticException.class, () -> grants.add(folder, "/", true));
    assertEquals(WasiCode.UNSAFE_FOLDER, refused.diagnostics().getFirst().code());
    assertTrue(grants.folders().isEmpty());
  }

  @Test
  void warnsEachTime() {
    FolderGrants grants = new FolderGrants(() -> false);
    grants.allowUnsafe();
    grants.add(folder, "/a", true);
    grants.add(folder, "/b", true);
    assertEquals(2, grants.folders().size());
    assertEquals(2, grants.warnings().size());
    assertEquals(Severity.WARNING, grants.warnings().getFirst().severity());
  }

  @Test
  void saysNothingWhereAllIsWell() {
    FolderGrants grants = new FolderGrants(dev.witj.wasi.fs.Folder::isSafe);
    grants.allowUnsafe();
    grants.add(folder, "/", false);
    assertEquals(dev.witj.wasi.fs.Folder.isSafe(), grants.warnings().isEmpty());
  }
}
