package dev.witj.inspect.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which instructions of a body are folded into which. The operands of an instruction are always a
 * run of instructions right before it, so all there is to know of a folded instruction is where its
 * operands begin: with that, a tree of any depth is a few numbers for each instruction, and is
 * written without recursion.
 *
 * <p>An instruction is folded if it is known how many operands it takes, and instructions of its
 * block that are not yet operands of others give exactly as many; those between them that give
 * nothing are taken along. If not, it stands alone, and nothing is folded across it, for what it
 * takes cannot be seen.
 */
public final class Folding {
  /**
   * A block that is open while the body is read.
   *
   * @param bottom where what is pending in the block around it begins
   * @param results how many values it gives; negative if it cannot be an operand
   * @param branch how many values a branch to it takes; negative if that is not known
   */
  private record Level(int bottom, int results, int branch) {}

  private final ModuleTypes types;
  private final int returns;
  private final @Nullable OperandText operands;
  private final List<Optional<String>> operandsAfter = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private @Nullable DiagnosticException failure;

  private int size;
  private int[] offsets = new int[64];
  private int[] blocks = new int[64];
  private int[] first = new int[64];
  private int[] next = new int[64];

  // What is not folded into anything yet: where it begins and how many values it gives.
  private int pending;
  private int[] starts = new int[16];
  private int[] gives = new int[16];
  private int bottom;

  private Folding(ModuleTypes types, int returns, @Nullable OperandText operands) {
    this.types = types;
    this.returns = returns;
    this.operands = operands;
  }

  /**
   * Folds a body.
   *
   * @param returns how many values it gives
   * @param operands tells the operands after each instruction; null to know nothing of them
   */
  static Folding of(
      ByteSlice code, ModuleTypes types, int returns, @Nullable OperandText operands) {
    Folding folding = new Folding(types, returns, operands);
    try {
      folding.read(code);
    } catch (DiagnosticException e) {
      folding.failure = e;
    }
    return folding;
  }

  /** How many instructions there are but for the last {@code end}. */
  int size() {
    return size;
  }

  /** Where an instruction begins. */
  int offset(int position) {
    return offsets[position];
  }

  /** How many blocks begin before an instruction. */
  int blocksBefore(int position) {
    return blocks[position];
  }

  /**
   * The instruction to write first where the instruction at a position and its operands begin: the
   * outermost of which it is the first operand, or itself; -1 if it was written further ahead.
   */
  int outermost(int position) {
    return first[position];
  }

  /** The instruction to write after another from {@link #outermost}; -1 after the last. */
  int inner(int position) {
    return next[position];
  }

  /** What the stack holds after an instruction; null if that is not to be said. */
  @Nullable String operandsAfter(int position) {
    return operands == null ? null : operandsAfter.get(position).orElse(null);
  }

  /** Why there are no more instructions, if they are malformed. */
  Optional<DiagnosticException> failure() {
    return Optional.ofNullable(failure);
  }

  private void read(ByteSlice code) {
    InstructionReader in = new InstructionReader(code);
    BlockNesting nesting = new BlockNesting(code);
    int opened = 0;
    while (in.next()) {
      Opcode opcode = in.opcode();
      if (opcode == Opcode.END && in.atEnd()) {
        nesting.close(in.offset());
        return;
      }
      nesting.add(in);
      add(in.offset(), opened);
      if (opcode.opensBlock()) {
        open(in);
        opened++;
      } else {
        switch (opcode) {
          case ELSE, CATCH, CATCH_ALL -> pending = bottom;
          case END, DELEGATE -> close();
          default ->
              fold(InstructionArity.of(in, types, returns, this::label).orElse(null), size - 1);
        }
      }
    }
    nesting.close(code.end());
  }

  private void add(int offset, int opened) {
    if (size == offsets.length) {
      int more = 2 * size;
      offsets = Arrays.copyOf(offsets, more);
      blocks = Arrays.copyOf(blocks, more);
      first = Arrays.copyOf(first, more);
      next = Arrays.copyOf(next, more);
    }
    offsets[size] = offset;
    blocks[size] = opened;
    first[size] = -1;
    next[size] = -1;
    size++;
    if (operands != null) {
      operandsAfter.add(Optional.ofNullable(operands.next()));
    }
  }

  /** Folds operands into an instruction that is pending then; false if that cannot be. */
  private boolean fold(@Nullable InstructionArity arity, int position) {
    int start = arity == null ? -1 : operands(arity.operands());
    if (arity == null || start < 0) {
      pending = bottom;
      begin(position, position);
      return false;
    }
    if (start < pending) {
      int from = starts[start];
      pending = start;
      begin(from, position);
      push(from, arity.results());
    } else {
      begin(position, position);
      push(position, arity.results());
    }
    return true;
  }

  /** The first of the pending instructions that together give some values; -1 if none do. */
  private int operands(int count) {
    int at = pending;
    for (int missing = count; missing > 0; missing -= gives[at]) {
      at--;
      if (at < bottom || gives[at] > missing) {
        return -1;
      }
    }
    return at;
  }

  private void begin(int from, int position) {
    next[position] = first[from];
    first[from] = position;
  }

  private void push(int start, int results) {
    if (pending == starts.length) {
      starts = Arrays.copyOf(starts, 2 * pending);
      gives = Arrays.copyOf(gives, 2 * pending);
    }
    starts[pending] = start;
    gives[pending++] = results;
  }

  // Blocks.

  private void open(InstructionReader in) {
    Optional<FuncType> type = blockType(in.blockType());
    int params = type.map(func -> func.params().size()).orElse(-1);
    int results = type.map(func -> func.results().size()).orElse(-1);
    // Only `if` has a place for operands; parameters of the others stay before them.
    InstructionArity arity =
        switch (in.opcode()) {
          case IF -> params < 0 ? null : new InstructionArity(params + 1, 0);
          default -> params == 0 ? new InstructionArity(0, 0) : null;
        };
    boolean folded = fold(arity, size - 1) && results >= 0;
    int branch = in.opcode() == Opcode.LOOP ? params : results;
    // While it is open, the block pends as something that gives nothing.
    levels.add(new Level(bottom, folded ? results : -1, branch));
    bottom = pending;
  }

  private void close() {
    if (levels.isEmpty()) {
      pending = bottom;
      return;
    }
    Level closed = levels.removeLast();
    pending = bottom;
    bottom = closed.bottom();
    if (closed.results() < 0) {
      pending = bottom;
    } else {
      gives[pending - 1] = closed.results();
    }
  }

  private int label(int depth) {
    int size = levels.size();
    if (Integer.compareUnsigned(depth, size) > 0) {
      return -1;
    }
    return depth == size ? returns : levels.get(size - 1 - depth).branch();
  }

  private Optional<FuncType> blockType(BlockType type) {
    return switch (type) {
      case BlockType.Empty _ -> Optional.of(new FuncType(List.of(), List.of()));
      case BlockType.Value(var value) -> Optional.of(new FuncType(List.of(), List.of(value)));
      case BlockType.Index(int index) -> types.func(index);
    };
  }
}
