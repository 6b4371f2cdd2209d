package dev.witj.testdata;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes damaged binaries of good ones, the same ones for the same seed number. Half of the damage
 * is done to the bytes wherever it hits. The other half knows that modules and components are made
 * of sections and puts the sizes of sections right again, so that what is damaged is read as far as
 * the damage, and often further.
 */
public final class BinaryMutator {
  private static final int HEADER = 8;

  /** The index of the byte that tells components from modules. */
  private static final int LAYER = 6;

  private static final int COMPONENT_CORE_MODULE = 1;
  private static final int COMPONENT_COMPONENT = 4;
  private static final int MAX_SECTION_ID = 14;

  private final List<byte[]> seeds;
  private final double[] weights;
  private final SplittableRandom random;

  /**
   * A damaged binary.
   *
   * @param seed the index of what it was made of
   * @param bytes what became of it
   */
  public record Mutant(int seed, byte[] bytes) {}

  /** Mutants of these binaries, of small ones more often than of large ones. */
  public BinaryMutator(List<byte[]> seeds, long seedNumber) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("nothing to make mutants of");
    }
    this.seeds = List.copyOf(seeds);
    this.random = new SplittableRandom(seedNumber);
    this.weights = new double[seeds.size()];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += 1.0 / (500 + seeds.get(i).length);
      weights[i] = sum;
    }
  }

  /** The next mutant. */
  public Mutant next() {
    int seed = anySeed();
    byte[] bytes = seeds.get(seed).clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      bytes = random.nextBoolean() ? anywhere(bytes) : inSections(bytes);
    }
    return new Mutant(seed, bytes);
  }

  private int anySeed() {
    int at = Arrays.binarySearch(weights, random.nextDouble(weights[weights.length - 1]));
    return Math.min(at < 0 ? -at - 1 : at, weights.length - 1);
  }

  /** Damage that may hit anything; only now and then the header, which says little. */
  private byte[] anywhere(byte[] bytes) {
    int first = random.nextInt(50) == 0 || bytes.length <= HEADER ? 0 : HEADER;
    if (bytes.length == first) {
      return bytes;
    }
    int at = random.nextInt(first, bytes.length);
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : damage(bytes, at);
  }

  /** One change at an index. */
  private byte[] damage(byte[] bytes, int at) {
    int left = bytes.length - at;
    switch (random.nextInt(11)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt(256);
      // Small numbers are indices, forms and counts that mean something.
      case 3 -> bytes[at] = (byte) random.nextInt(8);
      case 4 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
      case 5 -> {
        // A number that claims a great deal.
        byte[] claim = {-1, -1, -1, -1, (byte) (random.nextBoolean() ? 0x0f : 0x07)};
        System.arraycopy(claim, 0, bytes, at, Math.min(claim.length, left));
      }
      case 6 -> {
        return replace(bytes, at, 1, overlong(bytes[at]));
      }
      case 7 -> {
        byte[] inserted = new byte[1 + random.nextInt(4)];
        random.nextBytes(inserted);
        return replace(bytes, at, 0, inserted);
      }
      case 8 -> {
        return replace(bytes, at, Math.min(left, 1 + random.nextInt(4)), new byte[0]);
      }
      case 9 -> {
        int size = Math.min(left, 1 + random.nextInt(32));
        int from = random.nextInt(bytes.length - size + 1);
        System.arraycopy(bytes, from, bytes, at, size);
      }
      default -> {
        byte[] other = seeds.get(anySeed());
        int from = random.nextInt(other.length);
        int to = Math.min(other.length, from + 1 + random.nextInt(32));
        return replace(bytes, at, random.nextInt(2), Arrays.copyOfRange(other, from, to));
      }
    }
    return bytes;
  }

  /** The same number in more bytes than it needs, or than a number of 32 or 64 bits may have. */
  private byte[] overlong(byte number) {
    byte[] bytes = new byte[2 + random.nextInt(11)];
    Arrays.fill(bytes, (byte) 0x80);
    bytes[0] = (byte) (number | 0x80);
    bytes[bytes.length - 1] = 0;
    return bytes;
  }

  private static byte[] replace(byte[] bytes, int at, int size, byte[] replacement) {
    byte[] result = new byte[bytes.length - size + replacement.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(replacement, 0, result, at, replacement.length);
    int rest = at + size;
    System.arraycopy(bytes, rest, result, at + replacement.length, bytes.length - rest);
    return result;
  }

  private record Section(int id, byte[] content) {}

  /** Damage to one section, or to which sections there are. */
  private byte[] inSections(byte[] bytes) {
    List<Section> sections = sections(bytes);
    if (sections.isEmpty()) {
      return bytes;
    }
    int at = random.nextInt(sections.size());
    Section section = sections.get(at);
    boolean component = bytes[LAYER] != 0;
    boolean nests =
        component && (section.id() == COMPONENT_CORE_MODULE || section.id() == COMPONENT_COMPONENT);
    switch (random.nextInt(10)) {
      case 0 -> sections.remove(at);
      case 1 -> sections.add(random.nextInt(sections.size() + 1), section);
      case 2 -> sections.set(at, new Section(random.nextInt(MAX_SECTION_ID), section.content()));
      case 3 -> {
        byte[] other = seeds.get(anySeed());
        List<Section> others = sections(other);
        if (!others.isEmpty()) {
          Section foreign = others.get(random.nextInt(others.size()));
          if (random.nextBoolean()) {
            sections.add(random.nextInt(sections.size() + 1), foreign);
          } else {
            sections.set(at, foreign);
          }
        }
      }
      case 4 -> {
        // A section begins with how many items it has.
        if (section.content().length > 0) {
          section.content()[0] += (byte) (random.nextInt(5) - 2);
        }
      }
      default -> {
        byte[] content = section.content();
        if (nests && random.nextInt(4) != 0) {
          sections.set(at, new Section(section.id(), inSections(content)));
        } else if (content.length > 0) {
          byte[] damaged = damage(content, random.nextInt(content.length));
          sections.set(at, new Section(section.id(), damaged));
        }
      }
    }
    return join(bytes, sections);
  }

  /** The sections of what may be a module or a component; none if it is too damaged to have any. */
  private static List<Section> sections(byte[] bytes) {
    List<Section> sections = new ArrayList<>();
    int at = HEADER;
    while (at < bytes.length) {
      int id = bytes[at++] & 0xff;
      long size = 0;
      int shift = 0;
      while (at < bytes.length && shift < 35) {
        int next = bytes[at++];
        size |= (long) (next & 0x7f) << shift;
        shift += 7;
        if (next >= 0) {
          break;
        }
      }
      if (size > bytes.length - at) {
        return new ArrayList<>();
      }
      sections.add(new Section(id, Arrays.copyOfRange(bytes, at, at + (int) size)));
      at += (int) size;
    }
    return sections;
  }

  private static byte[] join(byte[] header, List<Section> sections) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(header.length + 64);
    out.write(header, 0, HEADER);
    for (Section section : sections) {
      out.write(section.id());
      int size = section.content().length;
      while (size >= 0x80) {
        out.write(size | 0x80);
        size >>>= 7;
      }
      out.write(size);
      out.writeBytes(section.content());
    }
    return out.toByteArray();
  }
}
