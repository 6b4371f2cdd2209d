package dev.witj.wasi.fs;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open place of the host, mostly a folder. What takes a path resolves it and never leaves the
 * place; what takes a name takes one step, which it does not follow.
 */
sealed interface Place extends AutoCloseable permits LinuxPlace, PathPlace {
  /**
   * Opens what a path names, without reading or writing it.
   *
   * @param follow whether a link at the end is followed
   * @param folder whether only a folder will do
   */
  Place node(String path, boolean follow, boolean folder) throws IOException;

  /** Opens or creates a file. */
  Content file(String path, OpenMode mode) throws IOException;

  /** The same, open once more. */
  Place duplicate() throws IOException;

  /** What is known of it. */
  FileStat stat() throws IOException;

  /** What is known of a name. */
  FileStat stat(String name) throws IOException;

  /** Sets its times; null stays. */
  void setTimes(@Nullable Instant accessed, @Nullable Instant modified) throws IOException;

  /** Sets times of a name; null stays. */
  void setTimes(String name, @Nullable Instant accessed, @Nullable Instant modified)
      throws IOException;

  /** Has the system write down what it holds back of a folder. */
  void sync() throws IOException;

  void createFolder(String name) throws IOException;

  void removeFolder(String name) throws IOException;

  void removeFile(String name) throws IOException;

  String readLink(String name) throws IOException;

  void createLink(String target, String name) throws IOException;

  /** Gives a file one more name, in a place of the same kind. */
  void addName(String name, Place other, String newName) throws IOException;

  /** Renames, replacing what is there, into a place of the same kind. */
  void rename(String name, Place other, String newName) throws IOException;

  /** The names in it, in no order, without {@code .} and {@code ..}. */
  Listing list() throws IOException;

  @Override
  void close();
}
