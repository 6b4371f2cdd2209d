package dev.witj.engine.internal.compile;

import dev.witj.engine.internal.run.Choices;
import java.lang.classfile.Opcode;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Branches by tables of labels. */
final class BranchTables {
  /** A {@code br_table} of more labels is looked up in strings. */
  private static final int MAX_SWITCH = 2000;

  /** As many characters as a string has room for whichever they are, and somewhat less. */
  private static final int MAX_CHARACTERS = 20_000;

  /** From so many labels in pieces on it is looked up which arms they are. */
  private static final int FEWEST_CHOICES = 8;

  private final MethodCompiler m;

  BranchTables(MethodCompiler m) {
    this.m = m;
  }

  /** Branches to the label that the index on the stack is of. */
  void branch(int i) {
    m.operands.pop();
    int[] labels = m.body.labels(i);
    if (m.exits.isShared() && labels.length > Splitter.MAX_TABLE && !carries(i, labels)) {
      lookUp(i, labels);
      return;
    }
    Map<Integer, Code.Target> stubs = new LinkedHashMap<>();
    Code.Target otherwise = tableTarget(m.body.index(i), stubs);
    if (labels.length == 0) {
      m.code.op(Opcode.POP);
      m.code.jump(Opcode.GOTO, otherwise);
    } else {
      boolean arms = entersManyArms(labels);
      boolean looked = labels.length > (arms ? Splitter.MAX_TABLE : MAX_SWITCH);
      int mark = m.variables.mark();
      int index = m.variables.allocate(Kind.INT);
      if (arms || looked) {
        m.code.storeOne(Kind.INT, index);
      }
      if (arms) {
        chooseArms(labels, index);
      }
      List<Code.Target> targets = new ArrayList<>(labels.length);
      for (int label : labels) {
        Block block = m.blocks.find(label);
        Piece part = block == null ? null : m.arms.of(block);
        targets.add(
            arms
                    && block != null
                    && part != null
                    && m.branches.isAdjusted(block)
                    && !m.spilled.carries(label)
                ? m.arms.call(part)
                : tableTarget(label, stubs));
      }
      if (looked) {
        targets = choose(targets, index);
      } else if (arms) {
        m.code.loadOne(Kind.INT, index);
      }
      m.code.tableSwitch(0, targets, otherwise);
      m.variables.release(mark);
    }
    Operands.Snapshot before = m.operands.snapshot();
    for (Map.Entry<Integer, Code.Target> stub : stubs.entrySet()) {
      m.operands.restore(before);
      m.dead = false;
      m.code.bind(stub.getValue());
      m.branches.branch(stub.getKey());
    }
    m.operands.restore(before);
    m.dead = true;
  }

  private boolean carries(int i, int[] labels) {
    return m.spilled.carries(m.body.index(i)) || Arrays.stream(labels).anyMatch(m.spilled::carries);
  }

  /** Looks the way up that each label is, and leaves telling them apart to where all ways are. */
  private void lookUp(int i, int[] labels) {
    int mark = m.variables.mark();
    int index = m.variables.allocate(Kind.INT);
    m.code.storeOne(Kind.INT, index);
    int[] ways = Arrays.stream(labels).map(m.exits::lead).toArray();
    int otherwise = m.exits.lead(m.body.index(i));
    choose(ways, index, otherwise & 0xffff);
    choose(Arrays.stream(ways).map(way -> way >>> 16).toArray(), index, otherwise >>> 16);
    m.code.constant(16);
    m.code.op(Opcode.ISHL);
    m.code.op(Opcode.IADD);
    m.variables.release(mark);
    m.exits.go();
  }

  /**
   * Whether so many labels lie in pieces of several arms that it takes less code to look up where
   * they are entered than to set it for each.
   */
  private boolean entersManyArms(int[] labels) {
    int count = 0;
    for (int label : labels) {
      Block block = m.blocks.find(label);
      if (block != null && m.arms.of(block) != null) {
        count++;
      }
    }
    return count >= FEWEST_CHOICES;
  }

  /** Looks up where the pieces are entered that labels lie in. */
  private void chooseArms(int[] labels, int index) {
    int[] numbers = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      Block block = m.blocks.find(labels[i]);
      Piece part = block == null ? null : m.arms.of(block);
      if (part != null) {
        numbers[i] = part.entry(labels[i]);
      }
    }
    choose(numbers, index, 0);
    m.code.storeOne(Kind.INT, m.arms.entry());
  }

  /**
   * Puts the number of a target among those that are not the same on the stack, and answers these;
   * a negative one where there is none. A method has no room for many.
   */
  private List<Code.Target> choose(List<Code.Target> targets, int index) {
    Map<Code.Target, Integer> numbers = new LinkedHashMap<>();
    int[] chosen =
        targets.stream()
            .mapToInt(target -> numbers.computeIfAbsent(target, _ -> numbers.size()))
            .toArray();
    choose(chosen, index, -1);
    return List.copyOf(numbers.keySet());
  }

  /** Puts the number at an index on the stack, which a variable holds. */
  private void choose(int[] numbers, int index, int otherwise) {
    StringBuilder choices = new StringBuilder(numbers.length);
    for (int number : numbers) {
      choices.append((char) number);
    }
    m.code.constant(otherwise);
    for (int from = 0; from < numbers.length; from += MAX_CHARACTERS) {
      m.code.loadOne(Kind.INT, index);
      m.code.constant(from);
      m.code.string(choices.substring(from, Math.min(from + MAX_CHARACTERS, numbers.length)));
      m.code.invokeStatic(
          Names.of(Choices.class),
          "choose",
          Types.of(
              ConstantDescs.CD_int,
              ConstantDescs.CD_int,
              ConstantDescs.CD_int,
              ConstantDescs.CD_int,
              ConstantDescs.CD_String));
    }
  }

  private Code.Target tableTarget(int to, Map<Integer, Code.Target> stubs) {
    Block block = m.blocks.find(to);
    if (block != null && m.branches.isPlain(block)) {
      block.used = true;
      return block.label;
    }
    return stubs.computeIfAbsent(to, _ -> new Code.Target());
  }
}
