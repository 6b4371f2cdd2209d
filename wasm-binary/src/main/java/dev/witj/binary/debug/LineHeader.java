package dev.witj.binary.debug;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a table of lines begins with (DWARF 5, section 6.2.4). Of files and folders only the places
 * of their names are kept.
 *
 * @param program the instructions that make the table
 * @param operands how many operands the standard instructions take, from number 1 on
 */
record LineHeader(
    int version,
    int minInstruction,
    int lineBase,
    int lineRange,
    int[] operands,
    List<Optional<ByteSlice>> folders,
    List<FileEntry> files,
    ByteSlice program) {
  private static final int MIN_VERSION = 2;
  private static final int MAX_VERSION = 5;

  /** More files or folders than any compilation unit has. */
  private static final int MAX_ENTRIES = 1 << 16;

  /** Bytes of a path or a part of it: a character has at most three, or four for two. */
  private static final int MAX_TEXT = 3 * SourceLine.MAX_FILE;

  private static final int CONTENT_PATH = 1;
  private static final int CONTENT_FOLDER = 2;

  /** A file; its path is what comes before the first zero byte. */
  record FileEntry(Optional<ByteSlice> path, long folder) {}

  /** A field that each file or folder has. */
  private record Field(long content, long form) {}

  /** The sections that a table refers to, and how wide those references are. */
  private record Strings(boolean isLong, ByteSlice strings, ByteSlice lineStrings) {
    ByteSlice at(ByteSlice section, ByteCursor reference) {
      long offset =
          isLong ? reference.readFixed64() : Integer.toUnsignedLong(reference.readFixed32());
      if (offset < 0 || offset > section.size()) {
        throw reference.fail(BinaryCode.MALFORMED, "a string outside of its section");
      }
      return section.between(section.start() + (int) offset, section.end());
    }
  }

  /**
   * Reads a header.
   *
   * @param unit the table, from its version on
   * @param isLong whether it has the form for 64 bits
   */
  static LineHeader read(ByteSlice unit, boolean isLong, ByteSlice strings, ByteSlice lineStrings) {
    ByteCursor in = unit.cursor();
    int version = readFixed16(in);
    if (version < MIN_VERSION || version > MAX_VERSION) {
      throw in.fail(BinaryCode.MALFORMED, "unknown version of a table of lines");
    }
    if (version >= 5) {
      // The sizes of addresses and of segments' selectors.
      in.skip(2);
    }
    long length = isLong ? in.readFixed64() : Integer.toUnsignedLong(in.readFixed32());
    if (length < 0 || length > in.remaining()) {
      throw in.fail(BinaryCode.MALFORMED, "a header longer than its table");
    }
    ByteCursor header = in.readSlice((int) length).cursor();
    int minInstruction = header.readByte();
    if (version >= 4) {
      // How many operations an instruction has at most, which is 1.
      header.skip(1);
    }
    // Whether rows begin statements unless they say so.
    header.skip(1);
    int lineBase = (byte) header.readByte();
    int lineRange = header.readByte();
    int[] operands = new int[Math.max(0, header.readByte() - 1)];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = header.readByte();
    }
    List<Optional<ByteSlice>> folders = new ArrayList<>();
    List<FileEntry> files = new ArrayList<>();
    if (version >= 5) {
      Strings known = new Strings(isLong, strings, lineStrings);
      entries(header, known).forEach(entry -> folders.add(entry.path()));
      files.addAll(entries(header, known));
    } else {
      oldEntries(header, folders, files);
    }
    return new LineHeader(
        version, minInstruction, lineBase, lineRange, operands, folders, files, in.readRest());
  }

  /** What reads the path of a file by its number, in the folder it is in; it keeps no header. */
  Optional<Supplier<String>> file(int number) {
    int index = version >= 5 ? number : number - 1;
    if (index < 0 || index >= files.size()) {
      return Optional.empty();
    }
    FileEntry entry = files.get(index);
    return entry.path().map(name -> path(name, foldersFrom(entry.folder())));
  }

  /** A folder and what it is in: folder 0, that of the compiler, which old tables do not tell. */
  private List<ByteSlice> foldersFrom(long folder) {
    long index = version >= 5 ? folder : folder - 1;
    if (index < 0 || index >= folders.size()) {
      return List.of();
    }
    Stream<Optional<ByteSlice>> all =
        version >= 5 && index > 0
            ? Stream.of(folders.get((int) index), folders.getFirst())
            : Stream.of(folders.get((int) index));
    return all.flatMap(Optional::stream).toList();
  }

  private static Supplier<String> path(ByteSlice name, List<ByteSlice> folders) {
    return () -> {
      String whole = text(name);
      for (ByteSlice folder : folders) {
        if (isAbsolute(whole)) {
          break;
        }
        String parent = text(folder);
        whole = parent.isEmpty() ? whole : parent + "/" + whole;
      }
      return whole;
    };
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/") || path.matches("[A-Za-z]:[/\\\\].*");
  }

  /** Tables of DWARF 2 to 4: texts that end with a zero byte, until there is an empty one. */
  private static void oldEntries(
      ByteCursor in, List<Optional<ByteSlice>> folders, List<FileEntry> files) {
    while (in.peek() > 0) {
      check(folders.size() < MAX_ENTRIES, in);
      folders.add(Optional.of(readText(in)));
    }
    in.skip(1);
    while (in.peek() > 0) {
      check(files.size() < MAX_ENTRIES, in);
      Optional<ByteSlice> path = Optional.of(readText(in));
      files.add(new FileEntry(path, in.readU64()));
      // When it was changed, and its length.
      in.readU64();
      in.readU64();
    }
    in.skip(1);
  }

  /** Tables of DWARF 5: which fields there are, and then those of each entry. */
  private static List<FileEntry> entries(ByteCursor in, Strings strings) {
    List<Field> fields = new ArrayList<>();
    int count = in.readByte();
    for (int i = 0; i < count; i++) {
      fields.add(new Field(in.readU64(), in.readU64()));
    }
    long entries = in.readU64();
    check(entries >= 0 && entries <= (count == 0 ? 0 : MAX_ENTRIES), in);
    List<FileEntry> all = new ArrayList<>();
    for (long i = 0; i < entries; i++) {
      Optional<ByteSlice> path = Optional.empty();
      long folder = 0;
      for (Field field : fields) {
        if (field.content() == CONTENT_PATH) {
          path = Optional.of(readPath(in, field.form(), strings));
        } else {
          long value = readNumber(in, field.form(), strings);
          folder = field.content() == CONTENT_FOLDER ? value : folder;
        }
      }
      all.add(new FileEntry(path, folder));
    }
    return all;
  }

  private static void check(boolean fits, ByteCursor in) {
    if (!fits) {
      throw in.fail(BinaryCode.LIMIT_EXCEEDED, "too many files");
    }
  }

  /** Where a text begins that a field gives. */
  private static ByteSlice readPath(ByteCursor in, long form, Strings strings) {
    return switch ((int) form) {
      case 0x08 -> readText(in);
      case 0x0e -> strings.at(strings.strings(), in);
      case 0x1f -> strings.at(strings.lineStrings(), in);
      default -> throw in.fail(BinaryCode.MALFORMED, "a path that is no text");
    };
  }

  /** A number that a field gives; 0 for anything else, which is skipped. */
  private static long readNumber(ByteCursor in, long form, Strings strings) {
    switch ((int) form) {
      case 0x0b -> {
        return in.readByte();
      }
      case 0x05 -> {
        return readFixed16(in);
      }
      case 0x06 -> {
        return Integer.toUnsignedLong(in.readFixed32());
      }
      case 0x07 -> {
        return in.readFixed64();
      }
      case 0x0f -> {
        return in.readU64();
      }
      case 0x1e -> in.skip(16);
      case 0x09 -> in.readSized();
      case 0x08, 0x0e, 0x1f -> readPath(in, form, strings);
      default -> throw in.fail(BinaryCode.MALFORMED, "a field of an unknown form");
    }
    return 0;
  }

  /** A text up to a zero byte. */
  private static ByteSlice readText(ByteCursor in) {
    int start = in.position();
    while (in.readByte() != 0) {
      // Up to its end.
    }
    int end = in.position();
    in.seek(start);
    return in.readSlice(end - start);
  }

  /** A text up to a zero byte, or as much of it as anybody reads. */
  private static String text(ByteSlice from) {
    ByteCursor in = from.cursor();
    int end = in.position();
    int most = end + Math.min(in.remaining(), MAX_TEXT);
    while (end < most && in.readByte() != 0) {
      end++;
    }
    return new String(from.between(from.start(), end).toByteArray(), StandardCharsets.UTF_8);
  }

  static int readFixed16(ByteCursor in) {
    return in.readByte() | in.readByte() << 8;
  }
}
