package dev.witj.engine.internal.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks of a method that are open, and what becomes of the operands below them. */
final class Blocks {
  private final MethodCompiler m;
  private final List<Block> open = new ArrayList<>();

  /** The open blocks by the instruction that begins them. */
  private final Map<Integer, Block> byStart = new HashMap<>();

  Blocks(MethodCompiler m) {
    this.m = m;
  }

  /** The one that was opened last. */
  Block innermost() {
    return open.getLast();
  }

  /** How many operands there are above the innermost block's base. */
  int height() {
    return m.operands.size() - innermost().height;
  }

  /** How many blocks are open. */
  int depth() {
    return open.size();
  }

  /** Opens a block. */
  Block open(Block.Form form, int at, int height, String params, String results) {
    Block block = new Block(form, at, height, params, results);
    block.spilled = m.operands.spilled();
    block.spilledBefore = block.spilled;
    block.mark = m.variables.mark();
    open.add(block);
    byStart.put(at, block);
    return block;
  }

  /** Opens the block that an instruction begins. */
  Block open(Block.Form form, int at) {
    String params = m.body.params(at);
    return open(form, at, m.operands.size() - params.length(), params, m.body.results(at));
  }

  /** The blocks around one, the innermost first. */
  List<Block> around(Block block) {
    return open.subList(0, open.indexOf(block)).reversed();
  }

  /** The block that a branch in this method goes to; null if it lies outside of the piece. */
  @Nullable Block find(int at) {
    return at < 0 && m.piece != null ? null : byStart.get(at);
  }

  /** Puts what lies below a block into variables. */
  void spill(Block block) {
    int from = m.operands.spilled();
    if (block.height > from) {
      for (int i = from; i < block.height; i++) {
        m.operands.setSlot(i, m.variables.allocate(m.operands.kind(i)));
      }
      int mark = m.variables.mark();
      int[] params = storeTop(block.params);
      for (int i = block.height - 1; i >= from; i--) {
        m.code.store(m.operands.kind(i), m.operands.slot(i));
      }
      loadAll(block.params, params);
      m.variables.release(mark);
    }
    m.operands.setSpilled(block.height);
    block.spilled = block.height;
  }

  /** Stores the operands on top into new slots; they stay known as operands. */
  int[] storeTop(String kinds) {
    int[] slots = new int[kinds.length()];
    for (int i = slots.length - 1; i >= 0; i--) {
      slots[i] = m.variables.allocate(kinds.charAt(i));
      m.code.store(kinds.charAt(i), slots[i]);
    }
    return slots;
  }

  /** Loads operands from slots. */
  void loadAll(String kinds, int[] slots) {
    for (int i = 0; i < slots.length; i++) {
      m.code.load(kinds.charAt(i), slots[i]);
    }
  }

  /** Goes on after a block, whose end is here. */
  void finish(Block block) {
    if (block.used && block.form != Block.Form.LOOP) {
      m.code.bind(block.label);
      m.dead = false;
    }
    m.operands.reset(block.height, block.results);
    forget(block);
    if (block.spilled > block.spilledBefore) {
      if (!m.dead) {
        int[] results = storeTop(block.results);
        for (int i = block.spilledBefore; i < block.spilled; i++) {
          m.code.load(m.operands.kind(i), m.operands.slot(i));
        }
        loadAll(block.results, results);
      }
    }
    m.operands.setSpilled(block.spilledBefore);
    m.variables.release(block.mark);
  }

  /** Leaves the innermost block, whatever comes after it. */
  void forget(Block block) {
    open.removeLast();
    byStart.remove(block.at);
  }
}
