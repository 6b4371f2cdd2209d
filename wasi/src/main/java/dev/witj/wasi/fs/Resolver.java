package dev.witj.wasi.fs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds what a path names beneath an open folder. No path leaves it, whoever renames meanwhile. */
sealed interface Resolver {
  /** Calls the system. */
  Linux linux();

  /**
   * Opens what a path names, without reading or writing it.
   *
   * @param follow whether a link at the end is followed
   * @param folder whether only a folder will do
   */
  Descriptor node(Descriptor root, String path, boolean follow, boolean folder) throws FsException;

  /**
   * Opens or creates a file.
   *
   * @param flags the system's, with {@link Linux#O_NOFOLLOW} if a link at the end is not followed
   */
  Descriptor file(Descriptor root, String path, int flags, int mode) throws FsException;

  /** By {@code openat2} with {@code RESOLVE_BENEATH}. */
  record ByKernel(Linux linux) implements Resolver {
    @Override
    public Descriptor node(Descriptor root, String path, boolean follow, boolean folder)
        throws FsException {
      int flags = Linux.O_PATH;
      flags |= follow ? 0 : Linux.O_NOFOLLOW;
      flags |= folder ? Linux.O_DIRECTORY : 0;
      return file(root, path, flags, 0);
    }

    @Override
    public Descriptor file(Descriptor root, String path, int flags, int mode) throws FsException {
      try {
        return root.use(number -> linux.openBeneath(number, path, flags, mode));
      } catch (FsException e) {
        // What it says of every step that leads out.
        throw e.error() == FsError.CROSS_DEVICE ? FsError.NOT_PERMITTED.exception() : e;
      }
    }
  }

  /**
   * By one {@code openat} for each step, which never follows: links are read and walked here. Every
   * folder on the way is held open, so that {@code ..} leads back to where the walk came from,
   * wherever that lies by now.
   */
  record StepByStep(Linux linux) implements Resolver {
    private static final int MAX_LINKS = 40;
    private static final int MAX_DEPTH = 256;

    @Override
    public Descriptor node(Descriptor root, String path, boolean follow, boolean folder)
        throws FsException {
      try (Walk walk = new Walk(linux, root, path)) {
        while (walk.next()) {
          Descriptor found = walk.open(Linux.O_PATH | Linux.O_NOFOLLOW, 0);
          if (!walk.enter(found, follow)) {
            if (folder) {
              found.close();
              throw FsError.NOT_DIRECTORY.exception();
            }
            return found;
          }
        }
        return walk.here().use(linux::duplicate);
      }
    }

    @Override
    public Descriptor file(Descriptor root, String path, int flags, int mode) throws FsException {
      // What is to be made anew must not be there, not even as a link.
      int anew = Linux.O_CREAT | Linux.O_EXCL;
      boolean follow = (flags & Linux.O_NOFOLLOW) == 0 && (flags & anew) != anew;
      try (Walk walk = new Walk(linux, root, path)) {
        while (walk.next()) {
          if (walk.isLastAsFolder() && (flags & Linux.O_CREAT) != 0) {
            throw FsError.IS_DIRECTORY.exception();
          }
          if (walk.isLast()) {
            try {
              return walk.open(flags | Linux.O_NOFOLLOW, mode);
            } catch (FsException e) {
              if (e.error() != FsError.LOOP || !follow) {
                throw e;
              }
            }
          }
          Descriptor found = walk.open(Linux.O_PATH | Linux.O_NOFOLLOW, 0);
          if (!walk.enter(found, true)) {
            // It was a link a moment ago.
            found.close();
            throw FsError.BUSY.exception();
          }
        }
        return walk.here().use(number -> linux.open(number, ".", flags, mode));
      }
    }

    /** The steps that are left, and the folders that were entered. */
    private static final class Walk implements AutoCloseable {
      private final Linux linux;
      private final Descriptor root;
      private final Deque<String> steps = new ArrayDeque<>();
      private final List<Descriptor> entered = new ArrayList<>();
      private String step = ".";
      private boolean folderAtEnd;
      private int links;

      Walk(Linux linux, Descriptor root, String path) {
        this.linux = linux;
        this.root = root;
        push(path);
      }

      private void push(String path) {
        boolean last = steps.isEmpty();
        List<String> parts = List.of(path.split("/", -1));
        if (last) {
          folderAtEnd |= path.endsWith("/") || path.endsWith("/.");
        }
        for (String part : parts.reversed()) {
          if (!part.isEmpty() && !part.equals(".")) {
            steps.addFirst(part);
          }
        }
      }

      Descriptor here() {
        return entered.isEmpty() ? root : entered.getLast();
      }

      /** Goes to the next name; steps back are taken on the way. */
      boolean next() throws FsException {
        while (!steps.isEmpty()) {
          step = steps.removeFirst();
          if (!step.equals("..")) {
            return true;
          }
          if (entered.isEmpty()) {
            throw FsError.NOT_PERMITTED.exception();
          }
          entered.removeLast().close();
        }
        return false;
      }

      /** Whether this is the last name, and a slash stands behind it. */
      boolean isLastAsFolder() {
        return steps.isEmpty() && folderAtEnd;
      }

      boolean isLast() {
        return steps.isEmpty() && !folderAtEnd;
      }

      Descriptor open(int flags, int mode) throws FsException {
        return here().use(number -> linux.open(number, step, flags, mode));
      }

      /**
       * Goes into a folder, or puts in place of a link what it says.
       *
       * @param follow whether that is done to a link at the end
       * @return whether it was one of them; if not, it is where the path leads
       */
      boolean enter(Descriptor found, boolean follow) throws FsException {
        try {
          FileStat.Kind kind = found.use(linux::stat).kind();
          if (kind == FileStat.Kind.DIRECTORY) {
            if (entered.size() >= MAX_DEPTH) {
              throw FsError.NAME_TOO_LONG.exception();
            }
            entered.add(found);
            return true;
          }
          if (kind != FileStat.Kind.SYMBOLIC_LINK || (isLast() && !follow)) {
            if (!isLast()) {
              throw FsError.NOT_DIRECTORY.exception();
            }
            return false;
          }
          if (++links > MAX_LINKS) {
            throw FsError.LOOP.exception();
          }
          String target = found.use(number -> linux.readLink(number, ""));
          if (target.startsWith("/")) {
            throw FsError.NOT_PERMITTED.exception();
          }
          push(target);
          found.close();
          return true;
        } catch (FsException | RuntimeException | Error e) {
          found.close();
          throw e;
        }
      }

      @Override
      public void close() {
        entered.forEach(Descriptor::close);
      }
    }
  }
}
