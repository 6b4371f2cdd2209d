package dev.witj.wasi.fs;

/**
 * How something is opened.
 *
 * @param follow whether a link at the end of the path is followed
 * @param create made if it is not there
 * @param exclusive with {@code create}: fails if it is there
 * @param truncate emptied
 * @param folder only a folder will do
 * @param read may be read
 * @param write may be written
 * @param mutate a folder may be changed
 */
public record OpenMode(
    boolean follow,
    boolean create,
    boolean exclusive,
    boolean truncate,
    boolean folder,
    boolean read,
    boolean write,
    boolean mutate) {
  /** Whether anything of the host would change by opening or through what is opened. */
  boolean changes() {
    return create || exclusive || truncate || write || mutate;
  }
}
