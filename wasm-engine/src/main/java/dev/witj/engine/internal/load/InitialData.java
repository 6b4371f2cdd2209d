package dev.witj.engine.internal.load;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.MemoryType;
import dev.witj.engine.internal.compile.ModuleOutline;
import dev.witj.engine.internal.run.MemoryImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the data segments of a module make of the memories of its instances. The first instance
 * copies each segment to its place, as most modules have one only. For those after it, it is kept
 * what the memories are then like, if that is the same for all of them, and copied at once.
 * Thread-safe.
 */
final class InitialData {
  private static final byte[] NOTHING = {};

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** So many zeros between two segments are copied rather than left out. */
  private static final int CLOSE = 64;

  private final ModuleOutline outline;

  /** The bytes of passive segments, which instances share, and nothing for the others. */
  private final byte[][] passive;

  private boolean hadInstance;
  private MemoryImage @Nullable [] images;

  /** Whether the images are what they stay, if there are any. */
  private volatile boolean sought;

  InitialData(ModuleOutline outline) {
    this.outline = outline;
    List<DataSegment> data = outline.data();
    passive = new byte[data.size()][];
    for (int i = 0; i < passive.length; i++) {
      DataSegment segment = data.get(i);
      passive[i] =
          segment.mode() instanceof DataSegment.Mode.Active
              ? NOTHING
              : segment.bytes().toByteArray();
    }
  }

  /** The segments of an instance as they are once its memories are filled. */
  byte[][] segments() {
    return passive.clone();
  }

  /**
   * For a new instance, what its own memories are like at first, in the order of their indices;
   * null if the segments must be copied.
   */
  MemoryImage @Nullable [] images() {
    return sought ? images : seek();
  }

  private synchronized MemoryImage @Nullable [] seek() {
    if (!hadInstance) {
      hadInstance = true;
    } else if (!sought) {
      images = draw();
      sought = true;
    }
    return images;
  }

  /**
   * A segment in its place.
   *
   * @param number which one; the later one wins where two have the same place
   */
  private record Placed(int number, int at, ByteSlice bytes) {
    int end() {
      return at + bytes.size();
    }
  }

  private MemoryImage @Nullable [] draw() {
    int imported = outline.importedMemories();
    List<List<Placed>> placed = new ArrayList<>();
    for (int i = imported; i < outline.memories().size(); i++) {
      placed.add(new ArrayList<>());
    }
    List<DataSegment> segments = outline.data();
    for (int i = 0; i < segments.size(); i++) {
      ByteSlice bytes = segments.get(i).bytes();
      if (segments.get(i).mode() instanceof DataSegment.Mode.Active active) {
        int memory = active.memoryIndex() - imported;
        OptionalLong to = Constants.address(active.offset());
        if (memory < 0 || to.isEmpty()) {
          return null;
        }
        long room = size(outline.memories().get(active.memoryIndex())) - bytes.size();
        if (to.getAsLong() < 0 || to.getAsLong() > room) {
          return null;
        }
        placed.get(memory).add(new Placed(i, (int) to.getAsLong(), bytes));
      }
    }
    MemoryImage[] drawn = new MemoryImage[placed.size()];
    for (int i = 0; i < drawn.length; i++) {
      long size = size(outline.memories().get(imported + i));
      if (size > MAX_BYTES) {
        return null;
      }
      drawn[i] = new MemoryImage((int) size, runs(placed.get(i)));
    }
    return drawn;
  }

  /** Segments that overlap or stand close to one another, as one. */
  private static List<MemoryImage.Run> runs(List<Placed> segments) {
    List<Placed> sorted = new ArrayList<>(segments);
    sorted.removeIf(each -> each.bytes.size() == 0);
    sorted.sort(Comparator.comparingInt(Placed::at));
    List<MemoryImage.Run> runs = new ArrayList<>();
    int first = 0;
    int end = 0;
    for (int i = 0; i < sorted.size(); i++) {
      end = Math.max(end, sorted.get(i).end());
      if (i + 1 == sorted.size() || sorted.get(i + 1).at - end > CLOSE) {
        runs.add(run(sorted.subList(first, i + 1), end));
        first = i + 1;
      }
    }
    return runs;
  }

  private static MemoryImage.Run run(List<Placed> some, int end) {
    int at = some.getFirst().at;
    if (some.size() == 1) {
      ByteSlice only = some.getFirst().bytes;
      return new MemoryImage.Run(at, only.array(), only.start(), only.size());
    }
    byte[] together = new byte[end - at];
    some.stream()
        .sorted(Comparator.comparingInt(Placed::number))
        .forEach(
            each ->
                System.arraycopy(
                    each.bytes.array(),
                    each.bytes.start(),
                    together,
                    each.at - at,
                    each.bytes.size()));
    return new MemoryImage.Run(at, together, 0, together.length);
  }

  private static long size(MemoryType type) {
    long pages = type.limits().minimum();
    int log = type.pageSizeLog2().orElse(MemoryType.DEFAULT_PAGE_SIZE_LOG2);
    return pages < 0 || pages > Integer.MAX_VALUE >> log ? 0 : pages << log;
  }
}
