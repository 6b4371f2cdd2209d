package dev.witj.wasi.internal;

import dev.witj.wasi.filesystem.Types.ErrorCode;
import dev.witj.wasi.fs.FsError;

/** The reasons of failures as guests are told them. */
final class FileErrors {
  private FileErrors() {}

  static ErrorCode code(FsError error) {
    return ErrorCode.valueOf(error.name());
  }
}
