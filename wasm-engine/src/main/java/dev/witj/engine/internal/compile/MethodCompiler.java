package dev.witj.engine.internal.compile;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.internal.run.Frames;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one method of a function: all of it, or a piece. It holds what the rooms of the compiler
 * share, hands them the instructions, and knows which code cannot be reached.
 *
 * <p>Operands of WebAssembly are operands of the JVM, variables are variables. A comparison before
 * a branch becomes one conditional jump: until then it is {@link #pending}.
 */
final class MethodCompiler {
  /** How many operands are on the stack at once at most, of whichever kinds. */
  private static final int MOST_OPERANDS = 10_000;

  /** Frames from this length on count as objects of the guest. */
  private static final int COUNTED = 256;

  private static final ClassDesc FRAMES = Names.of(Frames.class);

  /** A function has so much code, or so many operands, that no method has room for them. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int function;

    TooLarge(int function) {
      super("no method has room for it", null, false, false);
      this.function = function;
    }
  }

  final ModuleOutline module;
  final Body body;
  final Code code;
  final Operands operands = new Operands();
  final Variables variables;
  final Frame frame;

  final Pieces pieces;

  private final int function;
  private final Charges charges;
  private final Places places;

  /** The piece that is compiled; null for the method of the function itself. */
  final @Nullable Piece piece;

  /** The condition that the last instruction has left in place of a number. */
  @Nullable Opcode pending;

  /** Whether what comes next cannot be reached. */
  boolean dead;

  final Control control;
  final Blocks blocks;
  final Branches branches;
  final Arms arms;
  final Exits exits;
  final Calls calls;
  private final Numerics numerics;
  final MemoryAccesses memories;
  private final Vectors vectors;
  final References references;
  private final Objects objects;
  private final TailCalls tails;
  final Exceptions exceptions;
  final WrittenOut written;

  /** Operands that lie in the frame, if they do. */
  final SpilledOperands spilled;

  /** Whether the function is large, so that what others are called for is written out. */
  final boolean large;

  private int[] positions = {};
  private int[] heights = {};
  private @Nullable Cuts cuts;
  private long most = CountingCode.MOST;

  MethodCompiler(
      ModuleOutline module,
      Body body,
      Code code,
      int function,
      Charges charges,
      Places places,
      Frame frame,
      Pieces pieces,
      @Nullable Piece piece) {
    this.module = module;
    this.body = body;
    this.code = code;
    this.function = function;
    this.charges = charges;
    this.places = places;
    this.frame = frame;
    this.pieces = pieces;
    this.piece = piece;
    this.variables = new Variables(code, body.locals);
    this.blocks = new Blocks(this);
    this.branches = new Branches(this);
    this.arms = new Arms(this);
    this.exits = new Exits(this);
    this.control = new Control(this);
    this.calls = new Calls(this);
    this.numerics = new Numerics(this);
    this.memories = new MemoryAccesses(this);
    this.vectors = new Vectors(this);
    this.references = new References(this);
    this.objects = new Objects(this);
    this.tails = new TailCalls(this, function);
    this.exceptions = new Exceptions(this);
    this.written = new WrittenOut(this);
    this.spilled = new SpilledOperands(this);
    this.large = module.body(function).bytes().size() > WrittenOut.LARGE;
  }

  /** Compiles a whole function, or what is left of it beside its pieces. */
  void function(Shape shape) {
    int params = shape.params().length();
    if (shape.isWide()) {
      int longs = variables.allocate(Kind.REF);
      int objects = variables.allocate(Kind.REF);
      variables.placeState();
      makeFrame();
      if (!spilled.enter(shape.params(), longs, objects)) {
        for (int i = 0, position = 0; i < params; i++) {
          char kind = shape.params().charAt(i);
          calls.unpack(kind, longs, objects, position);
          position += Kind.positions(kind);
          if (!frame.isHome(i)) {
            variables.place(i);
          }
          variables.store(i);
        }
      }
    } else {
      for (int i = 0; i < params; i++) {
        variables.place(i);
      }
      variables.placeState();
      makeFrame();
      for (int i = 0; i < params; i++) {
        variables.moveHome(i, frame);
      }
    }
    tails.begin();
    if (tails.begins()) {
      // A new frame is all zeros, but one that calls itself in place of a return keeps its frame.
      variables.clearFrame(frame, shape.params());
    }
    for (int i = params; i < body.locals.length(); i++) {
      if (!frame.isHome(i)) {
        variables.place(i);
        code.zero(body.locals.charAt(i));
        variables.store(i);
      }
    }
    control.begin(0, body.size() - 1);
    exits.begin();
    range(0, body.size() - 1);
    control.end();
    exits.choose();
  }

  private void makeFrame() {
    variables.placeFrame(frame);
    if (frame.hasLongs()) {
      makeRoom(frame.longCount(), "longs", Names.LONGS, code::newLongs);
      code.storeOne(Kind.REF, variables.longsSlot());
    }
    if (frame.hasObjects()) {
      makeRoom(frame.objectCount(), "objects", Names.OBJECTS, code::newObjects);
      code.storeOne(Kind.REF, variables.objectsSlot());
    }
    variables.setHomes(frame);
  }

  /** Makes an array of a frame; a large one counts as an object of the guest. */
  private void makeRoom(int count, String counted, ClassDesc type, Runnable plainly) {
    code.constant(count);
    if (count < COUNTED) {
      plainly.run();
    } else {
      variables.loadState();
      code.invokeStatic(
          FRAMES, counted, MethodTypeDesc.of(type, ConstantDescs.CD_int, Names.BASE_STATE));
    }
  }

  /** Compiles a piece. */
  void piece(Piece part) {
    for (int variable : part.reads) {
      variables.place(variable);
    }
    variables.placeFrame(frame);
    variables.placeState();
    int entry = part.entries.length > 0 ? variables.allocate(Kind.INT) : -1;
    variables.setHomes(frame);
    for (int variable : part.uses) {
      if (!variables.isPlaced(variable)) {
        code.zero(variables.kind(variable));
        variables.place(variable);
        variables.store(variable);
      }
    }
    control.begin(part.from, part.to);
    exits.begin();
    if (entry >= 0) {
      arms.enter(part, entry);
    }
    range(part.from, part.to);
    exits.end(part);
  }

  /**
   * Remembers where in the code each instruction begins.
   *
   * @param into finds places for cuts, too, if there is one
   * @param bytes of code more than which are {@link TooLarge}
   */
  void measure(@Nullable Cuts into, long bytes) {
    cuts = into;
    most = bytes;
    positions = new int[body.size() + 1];
    heights = new int[body.size() + 1];
    Arrays.fill(heights, Splitter.Measure.DEAD);
  }

  Splitter.Measure measured() {
    Arrays.fill(positions, body.size() - 1, body.size() + 1, code.size());
    return new Splitter.Measure(positions, heights);
  }

  private void range(int from, int to) {
    int i = from;
    while (i < to) {
      Piece part = pieces.at(i, to, piece);
      if (part != null && arms.isEntered(part)) {
        arms.callHere(part);
        i = part.to;
        continue;
      }
      if (dead) {
        int next = control.afterDeadCode(i, to);
        if (positions.length > 0) {
          Arrays.fill(positions, i, next + 1, code.size());
        }
        if (next >= to) {
          return;
        }
        spilled.before(next);
        step(next);
        spilled.after(next);
        i = next + 1;
        continue;
      }
      if (code.size() > most || operands.size() > MOST_OPERANDS) {
        throw new TooLarge(function);
      }
      if (positions.length > 0) {
        positions[i] = code.size();
        heights[i] = pending == null ? blocks.height() : Splitter.Measure.NO_CUT;
        if (cuts != null && pending == null) {
          cuts.look(i, this);
        }
      }
      if (part != null) {
        calls.piece(part, -1);
        i = part.to;
      } else {
        spilled.before(i);
        charges.take(this, i);
        step(i);
        spilled.after(i);
        i++;
      }
    }
    if (positions.length > 0 && !dead) {
      heights[to] = blocks.height();
    }
  }

  private void step(int i) {
    dev.witj.binary.core.Opcode opcode = body.opcode(i);
    if (control.step(opcode, i)
        || numerics.step(opcode, i)
        || memories.step(opcode, i)
        || calls.step(opcode, i)
        || tails.step(opcode, i)
        || vectors.step(opcode, i)
        || objects.step(opcode, i)
        || references.step(opcode, i)
        || exceptions.step(opcode, i)) {
      return;
    }
    throw new Trap(TrapKind.UNSUPPORTED, new UnsupportedOperationException(opcode.text()));
  }

  /** Whether the instruction after one takes a condition off the stack, and is not cut from it. */
  boolean fuses(int i) {
    if (i + 1 >= body.size() || pieces.beginsAt(i + 1) || body.spills() != null) {
      return false;
    }
    return switch (body.opcode(i + 1)) {
      case BR_IF, IF, SELECT, SELECT_TYPED -> true;
      case I32_EQZ -> fuses(i + 1);
      default -> false;
    };
  }

  /** Pushes a condition, as a number unless what follows takes it as it is. */
  void pushCondition(Opcode jump, int i) {
    if (fuses(i)) {
      pending = jump;
      return;
    }
    Code.Target holds = new Code.Target();
    Code.Target done = new Code.Target();
    code.jump(jump, holds);
    code.op(Opcode.ICONST_0);
    code.jump(Opcode.GOTO, done);
    code.bind(holds);
    code.op(Opcode.ICONST_1);
    code.bind(done);
    operands.push(Kind.INT);
  }

  /** Takes the condition off the stack: the jump that is made if it holds. */
  Opcode condition() {
    Opcode jump = pending;
    if (jump != null) {
      pending = null;
      return jump;
    }
    operands.pop();
    return Opcode.IFNE;
  }

  /** Makes an unsigned number on top of the stack a long; the operand stays known as it is. */
  void toUnsignedLong(char kind) {
    if (kind == Kind.INT) {
      WrittenOut.unsignedLong(code);
    }
  }

  /** Makes some of the operands on top, which have these kinds, longs as unsigned numbers. */
  void widen(String kinds, int... which) {
    int lowest = kinds.length();
    for (int each : which) {
      if (kinds.charAt(each) == Kind.INT) {
        lowest = Math.min(lowest, each);
      }
    }
    int mark = variables.mark();
    int[] slots = new int[kinds.length()];
    for (int i = kinds.length() - 1; i > lowest; i--) {
      slots[i] = variables.allocate(kinds.charAt(i));
      code.store(kinds.charAt(i), slots[i]);
    }
    for (int i = lowest; i < kinds.length(); i++) {
      if (i > lowest) {
        code.load(kinds.charAt(i), slots[i]);
      }
      for (int each : which) {
        if (each == i) {
          toUnsignedLong(kinds.charAt(i));
        }
      }
    }
    variables.release(mark);
  }

  /** Notes where the instruction stands, for stack traces. */
  void line(int i) {
    code.line(places.line(body.offset(i)));
  }
}
