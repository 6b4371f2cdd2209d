package dev.witj.wat;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assembles instructions, flat and folded. Flat ones are written as they come. A folded instruction
 * is read with its immediates at its opening parenthesis and waits on a stack until its closing
 * one; what stands between has been written by then, which is just the order the binary wants. The
 * stack is ours and not Java's, so nesting costs memory in proportion to the text and nothing else.
 */
final class BodyAssembler {
  private final WatCursor cursor;
  private final ModuleScope scope;
  private final TypeParser types;
  private final LabelScopes labels = new LabelScopes();
  private final List<Frame> frames = new ArrayList<>();
  private IndexSpace locals = new IndexSpace("local");
  private ImmediateParser immediates;
  private ByteWriter out = new ByteWriter();
  private List<BranchHint> hints = new ArrayList<>();
  private @Nullable Hint pendingHint;
  private int foldedFrames;
  private @Nullable TextPositions positions;

  /** Whether the operands of folded instructions must be folded; in bodies nobody insists on it. */
  private boolean onlyFolded;

  BodyAssembler(WatCursor cursor, ModuleScope scope, TypeParser types) {
    this.cursor = cursor;
    this.scope = scope;
    this.types = types;
    this.immediates = new ImmediateParser(cursor, scope, types, locals, labels);
  }

  /** A branch hint in a finished body. */
  record BranchHint(int offset, byte value) {}

  private record Hint(byte value, int position) {}

  private enum Kind {
    /** {@code (op …)}, waiting for its end. */
    FOLDED_PLAIN,
    /** {@code (block …)}, {@code (loop …)} or {@code (try_table …)}. */
    FOLDED_BLOCK,
    /** {@code (if …} before its {@code (then}. */
    FOLDED_IF,
    /** {@code (if …} behind its {@code (then …)}, and behind its {@code (else …)}. */
    FOLDED_IF_THEN,
    FOLDED_IF_ELSE,
    /** {@code (then …)}, {@code (else …)}, {@code (do …)} or {@code (catch …)}. */
    FOLDED_ARM,
    /** {@code (try …} before its {@code (do}, behind it, and when nothing may follow. */
    FOLDED_TRY,
    FOLDED_TRY_DO,
    FOLDED_TRY_DONE,
    /** {@code (try (do …) (delegate …)}, which needs no end. */
    FOLDED_TRY_DELEGATED,
    FLAT_BLOCK,
    FLAT_IF,
    FLAT_TRY;

    boolean isFolded() {
      return ordinal() < FLAT_BLOCK.ordinal();
    }
  }

  /** An open block or an instruction that waits for its operands. */
  private static final class Frame {
    Kind kind;
    final Opcode opcode;
    final int position;
    final @Nullable Hint hint;
    @Nullable Instruction instruction;
    @Nullable TypeUse use;
    int table;
    @Nullable Identifier label;
    @Nullable String labelName;

    Frame(Kind kind, Opcode opcode, int position, @Nullable Hint hint) {
      this.kind = kind;
      this.opcode = opcode;
      this.position = position;
      this.hint = hint;
    }
  }

  /**
   * Starts a function body.
   *
   * @param locals its parameters and local variables
   * @param out where instructions go, with the declarations of the locals in it
   */
  void begin(IndexSpace locals, ByteWriter out) {
    this.locals = locals;
    this.out = out;
    immediates = new ImmediateParser(cursor, scope, types, locals, labels);
    labels.reset();
    frames.clear();
    foldedFrames = 0;
    onlyFolded = false;
    hints = new ArrayList<>();
    pendingHint = null;
  }

  /** Starts to note where instructions stand; null stops it. */
  void noteIn(@Nullable TextPositions noted) {
    positions = noted;
  }

  /** The names of the body's blocks. */
  List<IndexSpace.DebugName> labelNames() {
    return List.copyOf(labels.debugNames());
  }

  /** The body's branch hints, in order. */
  List<BranchHint> hints() {
    return hints;
  }

  /** An expression up to the parenthesis that closes what it stands in, and its {@code end}. */
  void expression(ByteWriter into) {
    boolean counted = scope.needsDataCount;
    begin(new IndexSpace("local"), into);
    instructions();
    end();
    scope.needsDataCount = counted;
  }

  /** Exactly one folded instruction, and {@code end}. */
  void foldedExpression(ByteWriter into) {
    boolean counted = scope.needsDataCount;
    begin(new IndexSpace("local"), into);
    onlyFolded = true;
    cursor.expectLeft();
    openFolded();
    while (foldedFrames > 0) {
      step();
    }
    onlyFolded = false;
    end();
    scope.needsDataCount = counted;
  }

  /** Instructions up to the parenthesis that closes what they stand in. */
  void instructions() {
    while (foldedFrames > 0 || !cursor.isRight()) {
      step();
    }
    checkHint();
  }

  /** Writes the body's last {@code end}. */
  void end() {
    note(cursor.position());
    out.writeByte(Opcode.END.code());
  }

  private void step() {
    switch (cursor.peek()) {
      case LEFT_PAREN -> {
        cursor.advance();
        openFolded();
      }
      case RIGHT_PAREN -> closeFolded();
      case KEYWORD -> flat();
      case ANNOTATION -> hint();
      case ID, STRING, INTEGER, FLOAT, RESERVED, END -> throw cursor.expected("an instruction");
    }
  }

  private @Nullable Frame top() {
    return frames.isEmpty() ? null : frames.getLast();
  }

  private Frame push(Kind kind, Opcode opcode, int position, @Nullable Hint hint) {
    Frame frame = new Frame(kind, opcode, position, hint);
    frames.add(frame);
    if (kind.isFolded()) {
      foldedFrames++;
    }
    return frame;
  }

  private void pop() {
    if (frames.removeLast().kind.isFolded()) {
      foldedFrames--;
    }
  }

  // Branch hints.

  private void hint() {
    if (!cursor.isAnnotation(Annotations.BRANCH_HINT)) {
      throw cursor.fail(WatCode.BAD_ANNOTATION);
    }
    if (pendingHint != null) {
      throw cursor.fail(WatCode.DUPLICATE_HINT);
    }
    int position = cursor.position();
    cursor.advance();
    byte[] value = cursor.expectBytes();
    if (value.length != 1 || value[0] < 0 || value[0] > 1) {
      throw WatCursor.failAt(cursor.tokens().span(cursor.position() - 1), WatCode.BAD_HINT);
    }
    cursor.expectRight();
    pendingHint = new Hint(value[0], position);
  }

  private void checkHint() {
    Hint hint = pendingHint;
    if (hint != null) {
      throw WatCursor.failAt(
          cursor.tokens().span(hint.position()), WatCode.HINT_WITHOUT_INSTRUCTION);
    }
  }

  private @Nullable Hint takeHint(Opcode opcode) {
    Hint hint = pendingHint;
    pendingHint = null;
    if (hint != null && opcode != Opcode.IF && opcode != Opcode.BR_IF) {
      throw WatCursor.failAt(cursor.tokens().span(hint.position()), WatCode.HINT_FOR_ANOTHER);
    }
    return hint;
  }

  // Writing.

  private void note(int position) {
    TextPositions noted = positions;
    if (noted != null) {
      noted.add(out.size(), position);
    }
  }

  private void write(Instruction instruction, int position, @Nullable Hint hint) {
    note(position);
    if (hint != null) {
      hints.add(new BranchHint(out.size(), hint.value()));
    }
    instruction.write(out);
  }

  /** Writes an instruction that has a type use. */
  private void write(Frame frame) {
    Instruction ready = frame.instruction;
    TypeUse use = frame.use;
    if (ready == null && use != null) {
      ready =
          frame.opcode.opensBlock()
              ? new Instruction.Block(frame.opcode, immediates.blockType(use))
              : new Instruction.Indices(frame.opcode, scope.typeIndex(use), frame.table);
    }
    if (ready != null) {
      write(ready, frame.position, frame.hint);
    }
  }

  private Opcode expectOpcode() {
    Tokens tokens = cursor.tokens();
    int at = cursor.position();
    if (!cursor.isKeyword()) {
      throw cursor.expected("an instruction");
    }
    Opcode opcode = InstructionNames.find(tokens.text(), tokens.start(at), tokens.end(at));
    if (opcode == null) {
      throw InstructionNames.unknown(tokens.written(at), cursor.span());
    }
    cursor.advance();
    return opcode;
  }

  /** Reads what follows a block's name into its frame. */
  private void blockHeader(Frame frame) {
    frame.label = cursor.takeId();
    frame.labelName = cursor.takeNameAnnotation();
    TypeUse use = scope.takeTypeUse(cursor, types);
    if (!use.inline().names().isEmpty()) {
      throw WatCursor.failAt(cursor.span(), WatCode.NAMED_BLOCK_PARAMETER);
    }
    if (frame.opcode == Opcode.TRY_TABLE) {
      BlockType type = immediates.blockType(use);
      List<CatchClause> catches = immediates.takeCatches();
      frame.instruction = new Instruction.TryTable(frame.opcode, type, catches);
    } else {
      frame.use = use;
    }
  }

  private void openBlock(Frame frame) {
    write(frame);
    labels.push(frame.label, frame.labelName);
  }

  private void callIndirect(Frame frame) {
    frame.table = immediates.optional(scope.tables);
    frame.use = scope.takeTypeUse(cursor, types);
    if (!frame.use.inline().names().isEmpty()) {
      throw WatCursor.failAt(cursor.span(), WatCode.NAMED_CALL_PARAMETER);
    }
  }

  // Flat.

  private void flat() {
    Frame top = top();
    if (top != null
        && top.kind.isFolded()
        && top.kind != Kind.FOLDED_BLOCK
        && top.kind != Kind.FOLDED_ARM
        && (top.kind != Kind.FOLDED_PLAIN || onlyFolded)) {
      checkHint();
      throw cursor.expected("`(` or `)`");
    }
    int position = cursor.position();
    Opcode opcode = expectOpcode();
    Hint hint = takeHint(opcode);
    switch (opcode) {
      case BLOCK, LOOP, TRY_TABLE, IF, TRY -> {
        Kind kind =
            opcode == Opcode.IF
                ? Kind.FLAT_IF
                : opcode == Opcode.TRY ? Kind.FLAT_TRY : Kind.FLAT_BLOCK;
        Frame frame = push(kind, opcode, position, hint);
        blockHeader(frame);
        openBlock(frame);
      }
      case ELSE -> {
        expectFlat(top == null || top.kind == Kind.FLAT_IF, position);
        labels.takeRepeated(cursor);
        note(position);
        out.writeByte(Opcode.ELSE.code());
      }
      case END -> {
        expectFlat(top == null || !top.kind.isFolded(), position);
        labels.takeRepeated(cursor);
        note(position);
        out.writeByte(Opcode.END.code());
        if (top != null) {
          labels.pop();
          pop();
        }
      }
      case CATCH, CATCH_ALL -> {
        expectFlat(top == null || top.kind == Kind.FLAT_TRY, position);
        write(immediates.parse(opcode), position, null);
      }
      case DELEGATE -> {
        expectFlat(top == null || top.kind == Kind.FLAT_TRY, position);
        if (top != null) {
          labels.pop();
          pop();
        }
        write(immediates.parse(opcode), position, null);
      }
      default -> {
        if (ImmediateParser.hasTypeUse(opcode)) {
          Frame frame = new Frame(Kind.FOLDED_PLAIN, opcode, position, hint);
          callIndirect(frame);
          write(frame);
        } else {
          write(immediates.parse(opcode), position, hint);
        }
      }
    }
  }

  /**
   * Checks that the innermost block is one that a keyword may close or split. Outside of all blocks
   * anything goes: whether those of a body are balanced is a question of validity, and invalid
   * binaries must be possible to write.
   */
  private void expectFlat(boolean closesOrSplits, int position) {
    if (!closesOrSplits) {
      throw WatCursor.failAt(
          cursor.tokens().span(position), WatCode.NO_BLOCK, cursor.tokens().written(position));
    }
  }

  // Folded.

  private void openFolded() {
    Frame top = top();
    if (top != null && top.kind.isFolded() && openArm(top)) {
      return;
    }
    int position = cursor.position();
    Opcode opcode = expectOpcode();
    Hint hint = takeHint(opcode);
    switch (opcode) {
      case BLOCK, LOOP, TRY_TABLE -> {
        Frame frame = push(Kind.FOLDED_BLOCK, opcode, position, hint);
        blockHeader(frame);
        openBlock(frame);
      }
      case IF -> blockHeader(push(Kind.FOLDED_IF, opcode, position, hint));
      case TRY -> {
        Frame frame = push(Kind.FOLDED_TRY, opcode, position, hint);
        blockHeader(frame);
        openBlock(frame);
      }
      case ELSE, END, CATCH, CATCH_ALL, DELEGATE ->
          throw WatCursor.failAt(
              cursor.tokens().span(position), WatCode.UNEXPECTED_FORM, opcode.text());
      default -> {
        Frame frame = push(Kind.FOLDED_PLAIN, opcode, position, hint);
        if (ImmediateParser.hasTypeUse(opcode)) {
          callIndirect(frame);
        } else {
          frame.instruction = immediates.parse(opcode);
        }
      }
    }
  }

  /** The arms of {@code if} and {@code try}; false if an instruction is to be read instead. */
  private boolean openArm(Frame top) {
    String keyword = cursor.keywordOrEmpty();
    switch (top.kind) {
      case FOLDED_IF -> {
        if (!keyword.equals("then")) {
          return false;
        }
        openBlock(top);
        openArm(top, Kind.FOLDED_IF_THEN);
      }
      case FOLDED_IF_THEN -> {
        if (!keyword.equals("else")) {
          throw cursor.expected("`else`");
        }
        note(cursor.position());
        out.writeByte(Opcode.ELSE.code());
        openArm(top, Kind.FOLDED_IF_ELSE);
      }
      case FOLDED_TRY -> {
        if (!keyword.equals("do")) {
          throw cursor.expected("`do`");
        }
        openArm(top, Kind.FOLDED_TRY_DO);
      }
      case FOLDED_TRY_DO -> openCatch(top, keyword);
      case FOLDED_IF_ELSE, FOLDED_TRY_DONE, FOLDED_TRY_DELEGATED -> throw cursor.expected("`)`");
      case FOLDED_PLAIN, FOLDED_BLOCK, FOLDED_ARM, FLAT_BLOCK, FLAT_IF, FLAT_TRY -> {
        return false;
      }
    }
    return true;
  }

  private void openArm(Frame top, Kind next) {
    checkHint();
    int position = cursor.position();
    cursor.advance();
    top.kind = next;
    push(Kind.FOLDED_ARM, top.opcode, position, null);
  }

  private void openCatch(Frame top, String keyword) {
    switch (keyword) {
      case "catch" -> {
        openArm(top, Kind.FOLDED_TRY_DO);
        write(immediates.parse(Opcode.CATCH), frames.getLast().position, null);
      }
      case "catch_all" -> {
        openArm(top, Kind.FOLDED_TRY_DONE);
        write(immediates.parse(Opcode.CATCH_ALL), frames.getLast().position, null);
      }
      case "delegate" -> {
        labels.pop();
        openArm(top, Kind.FOLDED_TRY_DELEGATED);
        write(immediates.parse(Opcode.DELEGATE), frames.getLast().position, null);
      }
      default -> throw cursor.expected("`catch`, `catch_all` or `delegate`");
    }
  }

  private void closeFolded() {
    checkHint();
    Frame top = top();
    if (top == null || !top.kind.isFolded()) {
      throw cursor.expected("`end`");
    }
    switch (top.kind) {
      case FOLDED_PLAIN -> write(top);
      case FOLDED_BLOCK, FOLDED_IF_THEN, FOLDED_IF_ELSE, FOLDED_TRY_DO, FOLDED_TRY_DONE -> {
        note(cursor.position());
        out.writeByte(Opcode.END.code());
        labels.pop();
      }
      case FOLDED_IF -> throw cursor.expected("`(then`");
      case FOLDED_TRY -> throw cursor.expected("`(do`");
      case FOLDED_ARM, FOLDED_TRY_DELEGATED, FLAT_BLOCK, FLAT_IF, FLAT_TRY -> {}
    }
    pop();
    cursor.advance();
  }
}
