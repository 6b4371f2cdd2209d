package dev.witj.engine.internal.load;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.MemoryType;
import dev.witj.engine.internal.compile.ModuleOutline;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the data segments of a module make of the memories of its instances. The first instance
 * copies each segment to its place, as most modules have one only. For those after it, it is kept
 * what the memories are then like, if that is the same for all of them, and copied at once.
 * Thread-safe.
 */
final class InitialData {
  private static final byte[] NOTHING = {};

  /** An image of more than so many times the bytes of the segments is not worth its room. */
  private static final int SPARSE = 16;

  private final ModuleOutline outline;

  /** The bytes of passive segments, which instances share, and nothing for the others. */
  private final byte[][] passive;

  private boolean hadInstance;
  private boolean sought;
  private byte @Nullable [][] images;

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
   * For a new instance, what its own memories are like at first up to the last byte that is not
   * zero, in the order of their indices; null if the segments must be copied.
   */
  synchronized byte @Nullable [][] images() {
    if (!hadInstance) {
      hadInstance = true;
    } else if (!sought) {
      sought = true;
      images = draw();
    }
    return images;
  }

  private byte @Nullable [][] draw() {
    int imported = outline.memories().size() - outline.module().memories().size();
    long[] sizes = new long[outline.module().memories().size()];
    long total = 0;
    for (DataSegment segment : outline.data()) {
      if (segment.mode() instanceof DataSegment.Mode.Active active) {
        int memory = active.memoryIndex() - imported;
        OptionalLong to = Constants.address(active.offset());
        if (memory < 0 || to.isEmpty()) {
          return null;
        }
        long room = size(outline.memories().get(active.memoryIndex())) - segment.bytes().size();
        if (to.getAsLong() < 0 || to.getAsLong() > room) {
          return null;
        }
        sizes[memory] = Math.max(sizes[memory], to.getAsLong() + segment.bytes().size());
        total += segment.bytes().size();
      }
    }
    if (LongStream.of(sizes).sum() > SPARSE * total) {
      return null;
    }
    byte[][] drawn = new byte[sizes.length][];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = new byte[(int) sizes[i]];
    }
    for (DataSegment segment : outline.data()) {
      if (segment.mode() instanceof DataSegment.Mode.Active active) {
        ByteSlice bytes = segment.bytes();
        System.arraycopy(
            bytes.array(),
            bytes.start(),
            drawn[active.memoryIndex() - imported],
            (int) Constants.address(active.offset()).orElseThrow(),
            bytes.size());
      }
    }
    return drawn;
  }

  private static long size(MemoryType type) {
    long pages = type.limits().minimum();
    int log = type.pageSizeLog2().orElse(MemoryType.DEFAULT_PAGE_SIZE_LOG2);
    return pages < 0 || pages > Integer.MAX_VALUE >> log ? 0 : pages << log;
  }
}
