package dev.witj.engine.internal.compile;

import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instructions of a function, decoded, each known by its number. */
final class Body {
  private static final int[] NO_LABELS = {};

  /** The kinds of its variables, parameters first. */
  final String locals;

  /** How many of its variables are parameters. */
  final int params;

  /** Its results. */
  final String results;

  private final BitSet added = new BitSet();
  private int size;
  private int depth;
  private boolean tailCalls;
  private boolean loops;
  private boolean rethrows;
  private boolean calls;
  private @Nullable Rounds rounds;
  private @Nullable Spills spills;
  private Opcode[] opcodes;
  private int[] first;
  private int[] second;
  private long[] number;
  private int[] offset;
  private final List<@Nullable Object> extras = new ArrayList<>();
  private int[] extra;

  /** The instruction that ends a block, by the one that begins it. */
  private int[] end;

  /** The innermost block around an instruction, by the one that begins it; -1 for the function. */
  private int[] parent;

  private record Vector(long high) {}

  /**
   * A block.
   *
   * @param parts where its further parts begin: {@code else}, or {@code catch} and {@code
   *     catch_all}
   */
  private record Block(String params, String results, List<Catch> catches, int[] parts) {
    Block with(int part) {
      int[] more = Arrays.copyOf(parts, parts.length + 1);
      more[parts.length] = part;
      return new Block(params, results, catches, more);
    }
  }

  /**
   * A clause of {@code try_table}.
   *
   * @param tag the tag; -1 for all
   * @param block the block whose label it names
   */
  record Catch(int tag, int block, boolean withReference) {}

  /** The blocks that are open, to tell which one a label names. */
  private static final class Open {
    private int[] blocks = new int[16];
    private int depth;
    private int most;

    void push(int block) {
      if (depth == blocks.length) {
        blocks = Arrays.copyOf(blocks, 2 * depth);
      }
      blocks[depth++] = block;
      most = Math.max(most, depth);
    }

    void pop() {
      depth--;
    }

    int label(int index) {
      return index >= depth ? -1 : blocks[depth - 1 - index];
    }
  }

  private record Cast(HeapType to, boolean nullable) {}

  /**
   * Decodes a function.
   *
   * @param cuts where operands are put into variables for a moment
   */
  Body(ModuleOutline module, Shape shape, FunctionBody body, Cuts cuts) {
    StringBuilder kinds = new StringBuilder(shape.params());
    for (FunctionBody.Locals group : body.locals()) {
      kinds.repeat(Kind.of(group.type()), group.count());
    }
    params = shape.params().length();
    results = shape.results();
    int capacity = Math.max(16, body.bytes().size() * 2 / 3);
    opcodes = new Opcode[capacity];
    first = new int[capacity];
    second = new int[capacity];
    number = new long[capacity];
    offset = new int[capacity];
    extra = new int[capacity];
    end = new int[capacity];
    parent = new int[capacity];
    read(module, body.instructions(), body.bytes().start(), cuts, kinds);
    locals = kinds.toString();
  }

  private void grow() {
    int capacity = 2 * size;
    opcodes = Arrays.copyOf(opcodes, capacity);
    first = Arrays.copyOf(first, capacity);
    second = Arrays.copyOf(second, capacity);
    number = Arrays.copyOf(number, capacity);
    offset = Arrays.copyOf(offset, capacity);
    extra = Arrays.copyOf(extra, capacity);
    end = Arrays.copyOf(end, capacity);
    parent = Arrays.copyOf(parent, capacity);
  }

  private void read(
      ModuleOutline module, InstructionReader in, int start, Cuts cuts, StringBuilder kinds) {
    int block = -1;
    Open open = new Open();
    Map<String, Integer> places = new HashMap<>();
    for (int read = 0; in.next(); read++) {
      if (!cuts.at(read).isEmpty()) {
        cut(cuts.at(read), places, kinds, block, in.offset() - start);
      }
      Opcode opcode = in.opcode();
      int at = add(opcode);
      first[at] = in.index();
      second[at] = in.secondIndex();
      number[at] = in.int64();
      offset[at] = in.offset() - start;
      tailCalls |= TailOutline.isTailCall(opcode);
      loops |= opcode == Opcode.LOOP;
      rethrows |= opcode == Opcode.RETHROW;
      calls |= Rounds.isCall(opcode);
      parent[at] = block;
      switch (opcode.immediate()) {
        case BLOCK_TYPE, BLOCK_CATCHES -> {
          extra(at, block(module, in, open));
          block = at;
          open.push(at);
        }
        case LABEL -> {
          if (opcode != Opcode.DELEGATE) {
            first[at] = open.label(first[at]);
          }
        }
        case LABELS -> {
          int[] labels = new int[in.count()];
          for (int i = 0; i < labels.length; i++) {
            labels[i] = open.label(in.label(i));
          }
          first[at] = open.label(first[at]);
          extra(at, labels);
        }
        case V128, SHUFFLE -> extra(at, new Vector(in.highInt64()));
        case HEAP_TYPE -> extra(at, in.heapType());
        case LABEL_CAST -> {
          var cast = (dev.witj.binary.core.Instruction.CastBranch) in.instruction();
          first[at] = open.label(first[at]);
          extra(at, new Cast(cast.to().heap(), cast.to().nullable()));
        }
        default -> {}
      }
      switch (opcode) {
        case ELSE, CATCH, CATCH_ALL -> {
          parent[at] = parent[block];
          extras.set(extra[block], block(block).with(at));
          // What comes before it ends here.
          end[at] = block;
        }
        case END, DELEGATE -> {
          if (block >= 0) {
            end[block] = at;
            end[at] = block;
            block = parent[block];
            parent[at] = block;
            open.pop();
            if (opcode == Opcode.DELEGATE) {
              first[at] = open.label(first[at]);
            }
          } else {
            end[at] = -1;
          }
        }
        default -> {}
      }
    }
    depth = open.most;
  }

  /** How many blocks lie within one another at most. */
  int depth() {
    return depth;
  }

  private int add(Opcode opcode) {
    if (size == opcodes.length) {
      grow();
    }
    opcodes[size] = opcode;
    extra[size] = -1;
    return size++;
  }

  /** Puts operands into variables of their own, and takes them out. */
  private void cut(
      String operands, Map<String, Integer> places, StringBuilder kinds, int block, int from) {
    int count = operands.length();
    int[] variables = new int[count];
    for (int i = 0; i < count; i++) {
      char kind = operands.charAt(i);
      variables[i] =
          places.computeIfAbsent(
              kind + String.valueOf(i),
              _ -> {
                kinds.append(kind);
                return kinds.length() - 1;
              });
    }
    for (int i = 0; i < 2 * count; i++) {
      int at = add(i < count ? Opcode.LOCAL_SET : Opcode.LOCAL_GET);
      first[at] = variables[i < count ? count - 1 - i : i - count];
      offset[at] = from;
      parent[at] = block;
      added.set(at);
    }
  }

  /** Whether the function has no such instruction, but needs it to be cut. */
  boolean isAdded(int at) {
    return added.get(at);
  }

  private void extra(int at, Object value) {
    extra[at] = extras.size();
    extras.add(value);
  }

  private static Block block(ModuleOutline module, InstructionReader in, Open open) {
    List<Catch> catches = List.of();
    if (in.opcode() == Opcode.TRY_TABLE) {
      catches =
          in.catches().stream()
              .map(
                  clause ->
                      switch (clause) {
                        case CatchClause.Tagged tagged ->
                            new Catch(tagged.tag(), open.label(tagged.label()), tagged.withRef());
                        case CatchClause.All all ->
                            new Catch(-1, open.label(all.label()), all.withRef());
                      })
              .toList();
    }
    return switch (in.blockType()) {
      case BlockType.Empty _ -> new Block("", "", catches, NO_LABELS);
      case BlockType.Value value ->
          new Block("", String.valueOf(Kind.of(value.type())), catches, NO_LABELS);
      case BlockType.Index index -> {
        Shape shape = module.shape(index.typeIndex());
        yield new Block(shape.params(), shape.results(), catches, NO_LABELS);
      }
    };
  }

  private Block block(int at) {
    return (Block) java.util.Objects.requireNonNull(extras.get(extra[at]));
  }

  /** Whether it makes tail calls. */
  boolean callsTail() {
    return tailCalls;
  }

  /** Whether it throws exceptions again that it has caught. */
  boolean rethrows() {
    return rethrows;
  }

  /** Whether a call of it may take so long that it asks at its beginning whether it may go on. */
  boolean isAsked() {
    return loops || calls || size > Rounds.SHORT;
  }

  /** How many rounds a loop may go before it asks whether it may go on. */
  int rounds(int loop) {
    return measured().of(loop);
  }

  /** How many instructions a call may execute before anything in it asks. */
  int work() {
    return measured().work();
  }

  private Rounds measured() {
    Rounds known = rounds;
    if (known == null) {
      known = new Rounds(this);
      rounds = known;
    }
    return known;
  }

  /** Whether it makes a tail call of a function, which is its own. */
  boolean callsItself(int function) {
    if (tailCalls) {
      for (int i = 0; i < size; i++) {
        if (opcodes[i] == Opcode.RETURN_CALL && first[i] == function) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many instructions there are, the last {@code end} included. */
  int size() {
    return size;
  }

  Opcode opcode(int at) {
    return opcodes[at];
  }

  /**
   * The first index; see {@link InstructionReader#index}. A label is the block that it names, by
   * the instruction that begins it, or -1 for the function.
   */
  int index(int at) {
    return first[at];
  }

  int secondIndex(int at) {
    return second[at];
  }

  /** The number or the offset; the first eight bytes of a vector. */
  long number(int at) {
    return number[at];
  }

  /** The other eight bytes of a vector. */
  long high(int at) {
    return ((Vector) java.util.Objects.requireNonNull(extras.get(extra[at]))).high;
  }

  /** Where the instruction lies, from the beginning of the body on. */
  int offset(int at) {
    return offset[at];
  }

  /** The blocks that the labels of {@code br_table} name but the last, which is the index. */
  int[] labels(int at) {
    return (int[]) java.util.Objects.requireNonNull(extras.get(extra[at]));
  }

  /** Has all operands lie in the frame from now on. */
  void spill(Spills places) {
    spills = places;
  }

  /** Where operands lie in the frame; null if they are on the stack. */
  @Nullable Spills spills() {
    return spills;
  }

  /** What a block takes on the stack. */
  String params(int block) {
    return spills == null ? takes(block) : "";
  }

  /** What a block takes, wherever that lies. */
  String takes(int block) {
    return block(block).params;
  }

  /** What a block gives on the stack. */
  String results(int block) {
    return spills == null ? block(block).results : "";
  }

  List<Catch> catches(int block) {
    return block(block).catches;
  }

  /** Where the further parts of a block begin: {@code else}, {@code catch}, {@code catch_all}. */
  int[] parts(int block) {
    return block(block).parts;
  }

  /** The {@code else} of an {@code if}, or -1. */
  int otherwise(int block) {
    int[] parts = parts(block);
    return parts.length == 0 ? -1 : parts[0];
  }

  HeapType heapType(int at) {
    Object found = java.util.Objects.requireNonNull(extras.get(extra[at]));
    return found instanceof Cast cast ? cast.to : (HeapType) found;
  }

  /** Whether a casting branch wants null, too. */
  boolean castsNull(int at) {
    return ((Cast) java.util.Objects.requireNonNull(extras.get(extra[at]))).nullable;
  }

  /** The {@code end} of a block. */
  int end(int block) {
    return end[block];
  }

  /** The block that an {@code else}, {@code catch} or {@code end} belongs to; -1: the function. */
  int opener(int at) {
    return end[at];
  }

  /** The innermost block around an instruction; -1: the function. */
  int parent(int at) {
    return parent[at];
  }

  /** Where a branch to a block goes on; {@link #size()} for the function. */
  int target(int block) {
    return block < 0 ? size : opcodes[block] == Opcode.LOOP ? block : end[block] + 1;
  }

  /** The kinds of values that a branch to a block takes along on the stack. */
  String branchKinds(int block) {
    return spills == null ? carries(block) : "";
  }

  /** The kinds of values that a branch to a block takes along, wherever they lie. */
  String carries(int block) {
    if (block < 0) {
      return results;
    }
    Block there = block(block);
    return opcodes[block] == Opcode.LOOP ? there.params : there.results;
  }
}
