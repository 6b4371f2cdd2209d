package dev.witj.engine.internal.compile;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a split function that is a method of its own: a run of instructions that takes nothing
 * from the operand stack and leaves nothing on it. The method returns how it was left: 0 at its
 * end, or by a branch, counting from 1.
 *
 * <p>It is entered at its beginning, or, if it holds arms of a {@link Ladder}, at the end of one of
 * several blocks; which of them is its last parameter.
 */
final class Piece {
  final int from;
  final int to;

  /** The variables it needs, which are its parameters. */
  final int[] reads;

  /** The variables it changes that others need. */
  final int[] writes;

  /** All variables it uses. */
  final int[] uses;

  /** The blocks at whose ends it is entered, from its beginning on; none for a plain run. */
  final int[] entries;

  /** The blocks that end in it but begin outside of it, the outermost first. */
  final int[] closed;

  /** The blocks outside of it that it branches to, with their numbers, in the order of these. */
  private final Map<Integer, Integer> exits = new LinkedHashMap<>();

  /** Whether its end can be reached; known when it is compiled. */
  boolean endReached;

  /** The class that it is a method of; known when it is compiled. */
  @Nullable ClassDesc owner;

  String name = "";

  Piece(int from, int to, int[] reads, int[] writes, int[] uses, int[] entries, int[] closed) {
    this.from = from;
    this.to = to;
    this.reads = reads;
    this.writes = writes;
    this.uses = uses;
    this.entries = entries;
    this.closed = closed;
  }

  /** The number of the way in that is the end of a block. */
  int entry(int block) {
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] == block) {
        return i;
      }
    }
    throw new IllegalArgumentException("no way in from " + block);
  }

  /** The number of a way out. */
  int exit(int block) {
    return exits.computeIfAbsent(block, _ -> exits.size() + 1);
  }

  List<Integer> exits() {
    return List.copyOf(exits.keySet());
  }

  MethodTypeDesc type(String kinds, Frame frame) {
    List<ClassDesc> params = new ArrayList<>();
    for (int variable : reads) {
      char kind = kinds.charAt(variable);
      params.add(Kind.desc(kind));
      if (kind == Kind.VECTOR) {
        params.add(Kind.desc(kind));
      }
    }
    params.addAll(frame.descs());
    params.add(Names.STATE);
    if (entries.length > 0) {
      params.add(ConstantDescs.CD_int);
    }
    return MethodTypeDesc.of(ConstantDescs.CD_int, params);
  }
}
