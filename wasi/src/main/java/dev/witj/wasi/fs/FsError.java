package dev.witj.wasi.fs;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** Why an operation on files failed, in the words of {@code wasi:filesystem/types.error-code}. */
public enum FsError {
  ACCESS("Permission denied"),
  ALREADY("Operation already in progress"),
  BAD_DESCRIPTOR("Bad file descriptor"),
  BUSY("Device or resource busy"),
  DEADLOCK("Resource deadlock avoided"),
  QUOTA("Disk quota exceeded"),
  EXIST("File exists"),
  FILE_TOO_LARGE("File too large"),
  ILLEGAL_BYTE_SEQUENCE("Invalid or incomplete multibyte or wide character"),
  INTERRUPTED("Interrupted system call"),
  INVALID("Invalid argument"),
  IO("Input/output error"),
  IS_DIRECTORY("Is a directory"),
  LOOP("Too many levels of symbolic links"),
  TOO_MANY_LINKS("Too many links"),
  NAME_TOO_LONG("File name too long"),
  NO_DEVICE("No such device"),
  NO_ENTRY("No such file or directory"),
  INSUFFICIENT_MEMORY("Cannot allocate memory"),
  INSUFFICIENT_SPACE("No space left on device"),
  NOT_DIRECTORY("Not a directory"),
  NOT_EMPTY("Directory not empty"),
  UNSUPPORTED("Operation not supported"),
  OVERFLOW("Value too large for defined data type"),
  NOT_PERMITTED("Operation not permitted"),
  PIPE("Broken pipe"),
  READ_ONLY("Read-only file system"),
  INVALID_SEEK("Illegal seek"),
  TEXT_FILE_BUSY("Text file busy"),
  CROSS_DEVICE("Invalid cross-device link");

  private final String systemText;

  FsError(String systemText) {
    this.systemText = systemText;
  }

  /** What the system's own tools say of it. */
  public String systemText() {
    return systemText;
  }

  /** The failure with this reason. */
  public FsException exception() {
    return new FsException(this);
  }

  /** The reason behind an exception of {@code java.nio}. */
  public static FsError of(IOException failure) {
    return switch (failure) {
      case FsException known -> known.error();
      case NoSuchFileException _ -> NO_ENTRY;
      case FileAlreadyExistsException _ -> EXIST;
      case DirectoryNotEmptyException _ -> NOT_EMPTY;
      case NotDirectoryException _ -> NOT_DIRECTORY;
      case NotLinkException _ -> INVALID;
      case FileSystemLoopException _ -> LOOP;
      case AccessDeniedException _ -> ACCESS;
      case ClosedChannelException _ -> BAD_DESCRIPTOR;
      case FileSystemException other -> ofText(other.getReason());
      default -> ofText(failure.getMessage());
    };
  }

  /** The reason behind the unchecked exceptions that channels throw. */
  public static FsError of(RuntimeException failure) {
    return switch (failure) {
      case NonReadableChannelException _ -> BAD_DESCRIPTOR;
      case NonWritableChannelException _ -> BAD_DESCRIPTOR;
      case UnsupportedOperationException _ -> UNSUPPORTED;
      // A name that the host's character set cannot express.
      case InvalidPathException _ -> ILLEGAL_BYTE_SEQUENCE;
      default -> throw failure;
    };
  }

  /** The JDK passes the C library's text on; it runs in the C locale for these messages. */
  private static FsError ofText(@org.jspecify.annotations.Nullable String text) {
    if (text != null) {
      for (FsError error : values()) {
        if (text.contains(error.systemText)) {
          return error;
        }
      }
    }
    return IO;
  }

  /** The reason behind an {@code errno} of Linux. */
  static FsError ofErrno(int errno) {
    return switch (errno) {
      case 1 -> NOT_PERMITTED;
      case 2 -> NO_ENTRY;
      case 4 -> INTERRUPTED;
      case 9 -> BAD_DESCRIPTOR;
      case 12 -> INSUFFICIENT_MEMORY;
      case 13 -> ACCESS;
      case 16 -> BUSY;
      case 17 -> EXIST;
      case 18 -> CROSS_DEVICE;
      case 19, 6 -> NO_DEVICE;
      case 20 -> NOT_DIRECTORY;
      case 21 -> IS_DIRECTORY;
      case 22 -> INVALID;
      case 23, 24 -> INSUFFICIENT_MEMORY;
      case 26 -> TEXT_FILE_BUSY;
      case 27 -> FILE_TOO_LARGE;
      case 28 -> INSUFFICIENT_SPACE;
      case 29 -> INVALID_SEEK;
      case 30 -> READ_ONLY;
      case 31 -> TOO_MANY_LINKS;
      case 32 -> PIPE;
      case 35 -> DEADLOCK;
      case 36 -> NAME_TOO_LONG;
      case 39 -> NOT_EMPTY;
      case 40 -> LOOP;
      case 75 -> OVERFLOW;
      case 84 -> ILLEGAL_BYTE_SEQUENCE;
      case 38, 95 -> UNSUPPORTED;
      case 114 -> ALREADY;
      case 122 -> QUOTA;
      default -> IO;
    };
  }
}
