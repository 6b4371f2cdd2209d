package dev.witj.engine.internal.compile;

import dev.witj.engine.internal.run.Choices;
import dev.witj.engine.internal.run.Polls;
import dev.witj.engine.internal.run.Traps;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks, branches and choices. */
final class Control {
  /** A {@code br_table} of more labels is looked up in strings. */
  private static final int MAX_SWITCH = 2000;

  /** As many characters as a string has room for whichever they are, and somewhat less. */
  private static final int MAX_CHARACTERS = 20_000;

  /** From so many labels in pieces on it is looked up which arms they are. */
  private static final int FEWEST_CHOICES = 8;

  private static final ClassDesc POLLS = Names.of(Polls.class);

  enum BlockKind {
    /** The function, or the piece of it that the method is. */
    OUTERMOST,
    BLOCK,
    LOOP,
    IF,
    TRY_TABLE,
    TRY
  }

  /** A block that is open. */
  static final class Block {
    final BlockKind kind;

    /** The instruction that begins it; -1 for the outermost. */
    final int at;

    /** How many operands lie below its own. */
    final int height;

    final String params;
    final String results;

    /** Where branches to it go. */
    final Code.Target label = new Code.Target();

    /** Where a loop begins, the first time and after it has been asked whether it may go on. */
    final Code.Target refill = new Code.Target();

    /** Where another round of a loop begins. */
    final Code.Target head = new Code.Target();

    /** The variable that counts the rounds of a loop. */
    int rounds;

    Code.@Nullable Target otherwise;

    /** How many operands lie in variables within it. */
    int spilled;

    /** How many of them did before it. */
    int spilledBefore;

    /** The first slot that it uses for what is its own. */
    int mark;

    /** Whether anything jumps to its end. */
    boolean used;

    Exceptions.@Nullable Handlers handlers;

    Block(BlockKind kind, int at, int height, String params, String results) {
      this.kind = kind;
      this.at = at;
      this.height = height;
      this.params = params;
      this.results = results;
    }

    String branchKinds() {
      return kind == BlockKind.LOOP ? params : results;
    }
  }

  private final MethodCompiler m;
  private final List<Block> blocks = new ArrayList<>();

  /** The open blocks by the instruction that begins them. */
  private final Map<Integer, Block> byStart = new HashMap<>();

  /** Where a piece ends, with the number of the way out on the stack. */
  private final Code.Target wayOut = new Code.Target();

  /** The variable that says where a piece of several arms is entered. */
  private int entry = -1;

  /** The pieces of several arms that are branched into, with the places where they are called. */
  private final Map<Piece, Code.Target> entered = new HashMap<>();

  Control(MethodCompiler m) {
    this.m = m;
  }

  Block innermost() {
    return blocks.getLast();
  }

  /** How many operands there are above the innermost block's base. */
  int height() {
    return m.operands.size() - innermost().height;
  }

  /** Begins the method, which has the instructions of a range. */
  void begin(int from, int to) {
    if (m.piece == null && m.body.isAsked()) {
      m.variables.loadState();
      m.code.invokeStatic(POLLS, "enter", Types.of(ConstantDescs.CD_void, Names.BASE_STATE));
    }
    for (int i = from; i < to && m.pieces.hasArms() && entry < 0; i++) {
      Piece part = m.pieces.at(i, to, m.piece);
      if (part != null && part.entries.length > 0) {
        entry = m.variables.allocate(Kind.INT);
      }
    }
    open(BlockKind.OUTERMOST, -1, 0, "", m.piece == null ? m.body.results : "");
  }

  /** Begins the method of a piece of several arms, which a variable chooses among. */
  void enter(Piece part, int variable) {
    for (int block : part.closed) {
      open(BlockKind.BLOCK, block);
    }
    Code.Target beginning = new Code.Target();
    m.dead = true;
    List<Code.Target> targets = new ArrayList<>();
    for (int block : part.entries) {
      Block inner = byStart.get(block);
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
  void callArms(Piece part) {
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
      Block block = blocks.removeLast();
      byStart.remove(block.at);
      m.variables.release(block.mark);
    }
    m.calls.piece(part, entry);
  }

  /** The piece of several arms that a block of this method ends in; null if there is none. */
  private @Nullable Piece arms(Block block) {
    Piece part = m.pieces.enteredBy(block.at);
    return part == m.piece ? null : part;
  }

  private Code.Target call(Piece part) {
    return entered.computeIfAbsent(part, _ -> new Code.Target());
  }

  /** Ends the method of a function. */
  void end() {
    Block function = innermost();
    if (m.dead) {
      if (!function.used) {
        return;
      }
      m.operands.reset(0, m.body.results);
    }
    if (function.used) {
      m.code.bind(function.label);
    }
    m.calls.giveResults();
  }

  /** Ends the method of a piece. */
  void endPiece(Piece part) {
    part.endReached = !m.dead;
    if (!m.dead) {
      m.code.constant(0);
    } else if (part.exits().isEmpty()) {
      return;
    }
    m.code.bind(wayOut);
    for (int variable : part.writes) {
      m.variables.variableToFrame(variable, m.frame.position(variable));
    }
    m.code.op(Opcode.IRETURN);
  }

  private Block open(BlockKind kind, int at, int height, String params, String results) {
    Block block = new Block(kind, at, height, params, results);
    block.spilled = m.operands.spilled();
    block.spilledBefore = block.spilled;
    block.mark = m.variables.mark();
    blocks.add(block);
    byStart.put(at, block);
    return block;
  }

  /** The open blocks, the outermost first. */
  List<Block> all() {
    return blocks;
  }

  /** The blocks around one, the innermost first. */
  List<Block> around(Block block) {
    return blocks.subList(0, blocks.indexOf(block)).reversed();
  }

  Block open(BlockKind kind, int at) {
    String params = m.body.params(at);
    return open(kind, at, m.operands.size() - params.length(), params, m.body.results(at));
  }

  /** Where instructions can be reached again; the end if none can. */
  int afterDeadCode(int i, int to) {
    Block block = innermost();
    if (block.kind == BlockKind.OUTERMOST) {
      return to;
    }
    for (int part : m.body.parts(block.at)) {
      if (part >= i) {
        return part;
      }
    }
    return m.body.end(block.at);
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case NOP -> {}
      case UNREACHABLE -> {
        m.line(i);
        unreachable();
      }
      case BLOCK -> open(BlockKind.BLOCK, i);
      case LOOP -> loop(i);
      case IF -> {
        Opcode jump = m.condition();
        Block block = open(BlockKind.IF, i);
        block.otherwise = new Code.Target();
        m.code.jump(Code.inverse(jump), block.otherwise);
      }
      case ELSE -> otherwise();
      case END -> close();
      case BR -> branch(m.body.index(i));
      case BR_IF -> branchIf(m.condition(), m.body.index(i));
      case BR_TABLE -> table(i);
      case RETURN -> branch(-1);
      case DROP -> m.code.drop(m.operands.pop());
      case SELECT, SELECT_TYPED -> select();
      case LOCAL_GET -> {
        m.variables.load(m.body.index(i));
        m.operands.push(m.variables.kind(m.body.index(i)));
      }
      case LOCAL_SET -> {
        m.variables.store(m.body.index(i));
        m.operands.pop();
      }
      case LOCAL_TEE -> {
        m.variables.store(m.body.index(i));
        m.variables.load(m.body.index(i));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  void unreachable() {
    m.code.invokeStatic(
        Names.of(Traps.class), "unreachable", Types.of(Names.of(dev.witj.engine.Trap.class)));
    m.code.op(Opcode.ATHROW);
    m.dead = true;
  }

  private void loop(int i) {
    Block block = open(BlockKind.LOOP, i);
    spill(block);
    block.rounds = m.variables.allocate(Kind.INT);
    m.code.bind(block.refill);
    m.code.constant(m.body.rounds(i));
    m.code.storeOne(Kind.INT, block.rounds);
    m.code.bind(block.head);
  }

  /**
   * Ends a loop, at the place that its label is: it goes on counting down, in a loop of the JVM's
   * that HotSpot knows the bounds of and leaves alone, and asks in a loop around that one, so that
   * nothing within it may change the memory's array.
   */
  private void endLoop(Block block) {
    if (!block.used) {
      return;
    }
    Code.Target after = new Code.Target();
    if (!m.dead) {
      m.code.jump(Opcode.GOTO, after);
    }
    m.code.bind(block.label);
    m.code.increment(block.rounds, -1);
    m.code.loadOne(Kind.INT, block.rounds);
    m.code.jump(Opcode.IFGT, block.head);
    m.variables.loadState();
    m.code.invokeStatic(POLLS, "ask", Types.of(ConstantDescs.CD_void, Names.BASE_STATE));
    m.code.jump(Opcode.GOTO, block.refill);
    if (!m.dead) {
      m.code.bind(after);
    }
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
  private int[] storeTop(String kinds) {
    int[] slots = new int[kinds.length()];
    for (int i = slots.length - 1; i >= 0; i--) {
      slots[i] = m.variables.allocate(kinds.charAt(i));
      m.code.store(kinds.charAt(i), slots[i]);
    }
    return slots;
  }

  private void loadAll(String kinds, int[] slots) {
    for (int i = 0; i < slots.length; i++) {
      m.code.load(kinds.charAt(i), slots[i]);
    }
  }

  private void otherwise() {
    Block block = innermost();
    if (!m.dead) {
      block.used = true;
      m.code.jump(Opcode.GOTO, block.label);
    }
    m.dead = false;
    m.operands.reset(block.height, block.params);
    m.code.bind(java.util.Objects.requireNonNull(block.otherwise));
    block.otherwise = null;
  }

  private void close() {
    Block block = innermost();
    if (block.kind == BlockKind.LOOP) {
      endLoop(block);
    }
    if (block.kind == BlockKind.TRY || block.kind == BlockKind.TRY_TABLE) {
      java.util.Objects.requireNonNull(block.handlers).close(block);
    }
    Code.Target otherwise = block.otherwise;
    if (otherwise != null) {
      // An if without else: what it takes is what it gives.
      if (m.dead) {
        m.operands.reset(block.height, block.results);
      }
      m.code.bind(otherwise);
      m.dead = false;
    }
    finish(block);
  }

  /** Goes on after a block, whose end is here. */
  void finish(Block block) {
    if (block.used && block.kind != BlockKind.LOOP) {
      m.code.bind(block.label);
      m.dead = false;
    }
    m.operands.reset(block.height, block.results);
    blocks.removeLast();
    byStart.remove(block.at);
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

  /** Jumps out of a block; what is on the stack is spent. */
  void branch(int to) {
    Block block = find(to);
    if (block == null) {
      leavePiece(to, true);
    } else if (block.kind == BlockKind.OUTERMOST) {
      m.calls.giveResults();
    } else {
      Operands.Snapshot before = m.operands.snapshot();
      int mark = m.variables.mark();
      adjust(block);
      m.variables.release(mark);
      Piece part = arms(block);
      if (part == null) {
        block.used = true;
        m.code.jump(Opcode.GOTO, block.label);
      } else {
        m.code.constant(part.entry(to));
        m.code.storeOne(Kind.INT, entry);
        m.code.jump(Opcode.GOTO, call(part));
      }
      m.operands.restore(before);
    }
    m.dead = true;
  }

  /** The block that a branch in this method goes to; null if it lies outside of the piece. */
  @Nullable Block find(int at) {
    return at < 0 && m.piece != null ? null : byStart.get(at);
  }

  /** Makes the JVM's stack what a label expects. */
  private void adjust(Block block) {
    String kinds = block.branchKinds();
    if (isAdjusted(block)) {
      return;
    }
    int[] slots = storeTop(kinds);
    m.operands.pop(kinds.length());
    while (m.operands.size() > Math.max(block.height, m.operands.spilled())) {
      m.code.drop(m.operands.pop());
    }
    for (int i = block.spilled; i < Math.min(block.height, m.operands.spilled()); i++) {
      m.code.load(m.operands.kind(i), m.operands.slot(i));
    }
    loadAll(kinds, slots);
  }

  /** Whether a branch to a block is a jump. */
  private boolean isPlain(Block block) {
    return block.kind != BlockKind.OUTERMOST && isAdjusted(block) && arms(block) == null;
  }

  private boolean isAdjusted(Block block) {
    return m.operands.size() - block.branchKinds().length() == block.height
        && m.operands.spilled() == block.spilled;
  }

  /** Jumps out of a block if a condition holds. */
  void branchIf(Opcode jump, int to) {
    Block block = find(to);
    if (block != null && isPlain(block)) {
      block.used = true;
      m.code.jump(jump, block.label);
      return;
    }
    Code.Target stay = new Code.Target();
    m.code.jump(Code.inverse(jump), stay);
    Operands.Snapshot before = m.operands.snapshot();
    branch(to);
    m.operands.restore(before);
    m.dead = false;
    m.code.bind(stay);
  }

  private void table(int i) {
    m.operands.pop();
    int[] labels = m.body.labels(i);
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
        Block block = find(label);
        Piece part = block == null ? null : arms(block);
        targets.add(
            arms && block != null && part != null && isAdjusted(block)
                ? call(part)
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
      branch(stub.getKey());
    }
    m.operands.restore(before);
    m.dead = true;
  }

  /**
   * Whether so many labels lie in pieces of several arms that it takes less code to look up where
   * they are entered than to set it for each.
   */
  private boolean entersManyArms(int[] labels) {
    int count = 0;
    for (int label : labels) {
      Block block = find(label);
      if (block != null && arms(block) != null) {
        count++;
      }
    }
    return count >= FEWEST_CHOICES;
  }

  /** Looks up where the pieces are entered that labels lie in. */
  private void chooseArms(int[] labels, int index) {
    int[] numbers = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      Block block = find(labels[i]);
      Piece part = block == null ? null : arms(block);
      if (part != null) {
        numbers[i] = part.entry(labels[i]);
      }
    }
    choose(numbers, index, 0);
    m.code.storeOne(Kind.INT, entry);
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
    Block block = find(to);
    if (block != null && isPlain(block)) {
      block.used = true;
      return block.label;
    }
    return stubs.computeIfAbsent(to, _ -> new Code.Target());
  }

  /**
   * Ends a piece by a branch to a block outside of it.
   *
   * @param values whether the values of the branch are on the stack, and not in the frame already
   */
  private void leavePiece(int to, boolean values) {
    Piece part = java.util.Objects.requireNonNull(m.piece);
    Operands.Snapshot before = m.operands.snapshot();
    if (values) {
      String kinds = m.body.branchKinds(to);
      for (int i = kinds.length() - 1; i >= 0; i--) {
        m.variables.toFrame(kinds.charAt(i), m.frame.branchPosition(kinds, i));
        m.operands.pop();
      }
    }
    while (m.operands.size() > m.operands.spilled()) {
      m.code.drop(m.operands.pop());
    }
    m.code.constant(part.exit(to));
    m.code.jump(Opcode.GOTO, wayOut);
    m.operands.restore(before);
  }

  /** Goes on after a piece within this method has been called, and has left its way out. */
  void afterPiece(Piece part) {
    List<Integer> exits = part.exits();
    if (exits.isEmpty()) {
      m.code.op(Opcode.POP);
      if (!part.endReached) {
        unreachable();
      }
      return;
    }
    Code.Target end = new Code.Target();
    Operands.Snapshot before = m.operands.snapshot();
    if (exits.size() == 1) {
      if (part.endReached) {
        m.code.jump(Opcode.IFEQ, end);
      } else {
        m.code.op(Opcode.POP);
      }
      takeExit(exits.getFirst());
    } else {
      List<Code.Target> targets = new ArrayList<>();
      exits.forEach(_ -> targets.add(new Code.Target()));
      m.code.tableSwitch(1, targets, part.endReached ? end : targets.getFirst());
      for (int i = 0; i < exits.size(); i++) {
        m.operands.restore(before);
        m.code.bind(targets.get(i));
        takeExit(exits.get(i));
      }
    }
    m.operands.restore(before);
    m.dead = !part.endReached;
    if (part.endReached) {
      m.code.bind(end);
    }
  }

  /** Takes a branch whose values lie in the frame. */
  private void takeExit(int to) {
    if (find(to) == null) {
      leavePiece(to, false);
      return;
    }
    String kinds = m.body.branchKinds(to);
    for (int i = 0; i < kinds.length(); i++) {
      m.variables.fromFrame(kinds.charAt(i), m.frame.branchPosition(kinds, i));
      m.operands.push(kinds.charAt(i));
    }
    branch(to);
    m.dead = false;
  }

  private void select() {
    Opcode jump = m.condition();
    char kind = m.operands.pop();
    Code.Target first = new Code.Target();
    Code.Target done = new Code.Target();
    int mark = m.variables.mark();
    int slot = m.variables.allocate(kind);
    m.code.jump(jump, first);
    m.code.store(kind, slot);
    m.code.drop(kind);
    m.code.load(kind, slot);
    m.code.jump(Opcode.GOTO, done);
    m.code.bind(first);
    m.code.drop(kind);
    m.code.bind(done);
    m.variables.release(mark);
  }
}
