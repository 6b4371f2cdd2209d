package dev.witj.engine.internal.compile;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pieces of several arms of a {@link Ladder}, which are entered by a number. */
final class Arms {
  private final MethodCompiler m;

  /** The variable that says where a piece is entered. */
  private int entry = -1;

  /** The pieces that are branched into, with the places where they are called. */
  private final Map<Piece, Code.Target> entered = new HashMap<>();

  Arms(MethodCompiler m) {
    this.m = m;
  }

  /** Begins a method, which has the instructions of a range. */
  void begin(int from, int to) {
    for (int i = from; i < to && m.pieces.hasArms() && entry < 0; i++) {
      Piece part = m.pieces.at(i, to, m.piece);
      if (part != null && part.entries.length > 0) {
        entry = m.variables.allocate(Kind.INT);
      }
    }
  }

  /** The variable that says where a piece is entered. */
  int entry() {
    return entry;
  }

  /** Goes to a piece that the end of a block lies in. */
  void jump(Piece part, int block) {
    m.code.constant(part.entry(block));
    m.code.storeOne(Kind.INT, entry);
    m.code.jump(Opcode.GOTO, call(part));
  }

  /** Begins the method of a piece of several arms, which a variable chooses among. */
  void enter(Piece part, int variable) {
    for (int block : part.closed) {
      m.blocks.open(Block.Form.BLOCK, block);
    }
    Code.Target beginning = new Code.Target();
    m.dead = true;
    List<Code.Target> targets = new ArrayList<>();
    for (int block : part.entries) {
      Block inner = m.blocks.find(block);
      if (inner == null) {
        m.dead = false;
        targets.add(beginning);
      } else {
        inner.used = true;
        targets.add(inner.label);
      }
    }
    m.code.loadOne(Kind.INT, variable);
    m.code.tableSwitch(0, targets, targets.getFirst());
    if (!m.dead) {
      m.code.bind(beginning);
    }
  }

  /** Whether a piece is one of several arms that control gets to here. */
  boolean isEntered(Piece part) {
    return part.entries.length > 0 && (!m.dead || entered.containsKey(part));
  }

  /** Calls a piece of several arms, where the first of them stands. */
  void callHere(Piece part) {
    if (!m.dead) {
      m.code.constant(0);
      m.code.storeOne(Kind.INT, entry);
    }
    Code.Target call = entered.get(part);
    if (call != null) {
      m.code.bind(call);
    }
    m.dead = false;
    for (int i = 0; i < part.closed.length; i++) {
      Block block = m.blocks.innermost();
      m.blocks.forget(block);
      m.variables.release(block.mark);
    }
    m.calls.piece(part, entry);
  }

  /** The piece of several arms that a block of this method ends in; null if there is none. */
  @Nullable Piece of(Block block) {
    Piece part = m.pieces.enteredBy(block.at);
    return part == m.piece ? null : part;
  }

  /** Where a piece is called. */
  Code.Target call(Piece part) {
    return entered.computeIfAbsent(part, _ -> new Code.Target());
  }
}
