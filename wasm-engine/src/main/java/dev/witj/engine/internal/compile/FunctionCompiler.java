package dev.witj.engine.internal.compile;

import dev.witj.binary.core.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles a function into as many methods as it takes, and those into as many classes. */
final class FunctionCompiler {
  /** Takes the methods, in their order. */
  @FunctionalInterface
  interface Methods {
    void add(String name, MethodTypeDesc type, Consumer<Code> emit);

    /** Whether the class has room for another one. */
    default boolean hasRoom() {
      return true;
    }

    /** Makes a further class of those that this one has no room for. */
    default void addClass(ClassDesc further, Consumer<Methods> content) {
      throw new IllegalStateException("there is room");
    }
  }

  /** A byte of WebAssembly rarely becomes more bytes of the JVM than this. */
  private static final int GROWTH = 12;

  /** Nor more than this, unless it hands many values about. */
  private static final int MOST_GROWTH = 100;

  /** A value that is handed about becomes about so many bytes of the JVM. */
  private static final long VALUE = 12;

  private final ModuleOutline module;
  private final int function;
  private final Shape shape;
  private final Methods into;
  private final ClassDesc owner;
  private final int limit;
  private final String name;
  private final Map<String, Places> places = new HashMap<>();
  private Body body;
  private Charges charges;

  FunctionCompiler(ModuleOutline module, int function, Methods into, ClassDesc owner, int limit) {
    this.module = module;
    this.function = function;
    this.shape = module.functionShape(function);
    this.body = new Body(module, shape, module.body(function), Cuts.NONE);
    this.charges = charges();
    this.into = into;
    this.owner = owner;
    this.limit = limit;
    this.name =
        body.callsTail()
            ? TailCalls.method(module.methodName(function))
            : module.methodName(function);
  }

  private Charges charges() {
    return module.variant().metered() ? Charges.of(body) : Charges.NONE;
  }

  /**
   * Compiles it.
   *
   * @param spilled whether all of its operands lie in the frame
   * @return what the line numbers of each method stand for
   * @throws MethodCompiler.TooLarge if there is no room for it in any other way
   */
  Map<String, Places> compile(boolean spilled) {
    if (body.callsTail()) {
      into.add(
          module.methodName(function),
          shape.function(),
          code -> TailCalls.makeCalls(code, shape, owner, module.methodName(function)));
    }
    if (spilled) {
      spill();
      return places;
    }
    Frame frame = frame(manyVariables());
    if (mayBeLarge()) {
      CountingCode counted = new CountingCode();
      Splitter.Measure measure = measure(counted, frame, null);
      if (measure == null) {
        spill();
        return places;
      }
      if (counted.size() > limit) {
        split(measure);
        return places;
      }
    }
    emitFunction(frame, new Pieces());
    return places;
  }

  /** Whether it is worth finding out how large it is. */
  private boolean mayBeLarge() {
    long bytes = module.body(function).bytes().size();
    int growth = module.variant().metered() ? GROWTH + Charges.GROWTH : GROWTH;
    return bytes * growth + 2L * body.locals.length() + VALUE * Spills.handed(module, body) > limit;
  }

  private MethodCompiler compiler(Code code, Frame frame, Pieces pieces, @Nullable Piece piece) {
    Places noted = new Places(module.body(function).bytes().size());
    places.put(piece == null ? name : piece.name, noted);
    return new MethodCompiler(module, body, code, function, charges, noted, frame, pieces, piece);
  }

  /** Compiles it as one method to see how large it would be; null: beyond all measure. */
  private Splitter.@Nullable Measure measure(
      CountingCode counted, Frame frame, @Nullable Cuts cuts) {
    MethodCompiler measuring = compiler(counted, frame, new Pieces(), null);
    long most = MOST_GROWTH * (long) module.body(function).bytes().size();
    measuring.measure(cuts, Math.max(Splitter.LARGEST, most));
    try {
      measuring.function(shape);
    } catch (MethodCompiler.TooLarge _) {
      return null;
    }
    return measuring.measured();
  }

  private Frame frame(BitSet homes) {
    Frame frame = new Frame();
    homes.stream().forEach(variable -> frame.addHome(variable, body.locals.charAt(variable)));
    return frame;
  }

  /**
   * Splits it where nothing is on the operand stack. If that is not enough, it is cut where there
   * is something; if methods want more parameters than they may have, all variables lie in the
   * frame; and if nothing helps, all operands do.
   */
  private void split(Splitter.Measure measure) {
    Liveness liveness = Liveness.of(body);
    BitSet homes = homes(liveness);
    Pieces pieces = Splitter.split(body, measure, limit, liveness, homes);
    if (pieces.isTooLarge()) {
      Cuts cuts = new Cuts(limit);
      var _ = measure(new CountingCode(), frame(manyVariables()), cuts);
      body = new Body(module, shape, module.body(function), cuts);
      charges = charges();
      liveness = Liveness.of(body);
      homes = homes(liveness);
      pieces = splitCut(liveness, homes);
    }
    if (pieces != null && pieces.isTooLarge()) {
      homes.set(0, body.locals.length());
      pieces = splitCut(liveness, homes);
    }
    if (pieces == null || pieces.isTooLarge()) {
      spill();
    } else {
      emit(pieces, frame(homes));
    }
  }

  private @Nullable Pieces splitCut(Liveness liveness, BitSet homes) {
    Splitter.Measure measure = measure(new CountingCode(), frame(homes), null);
    return measure == null ? null : Splitter.split(body, measure, limit, liveness, homes);
  }

  /** Puts all variables and operands into the frame, and splits it wherever that is best. */
  private void spill() {
    body = new Body(module, shape, module.body(function), Cuts.NONE);
    charges = charges();
    Spills spills = new Spills(module, body, function);
    body.spill(spills);
    Frame frame = Frame.spilled(body.locals, spills);
    MethodCompiler measuring = compiler(new CountingCode(), frame, new Pieces(), null);
    measuring.measure(null, Long.MAX_VALUE);
    measuring.function(shape);
    Liveness liveness = Liveness.of(body);
    emit(Splitter.split(body, measuring.measured(), limit, liveness, frame.homes()), frame);
  }

  private void emit(Pieces pieces, Frame frame) {
    List<Piece> order = pieces.inOrder();
    frame.addBranch(body.branchKinds(-1));
    for (Piece piece : order) {
      for (int variable : piece.writes) {
        frame.add(variable, body.locals.charAt(variable));
      }
      addBranches(piece, frame);
      piece.name = name + (piece.entries.length > 0 ? "$$" : "$") + piece.from;
    }
    Iterator<Piece> left = order.iterator();
    emit(left, owner, into, frame, pieces);
    for (int number = 0; left.hasNext(); number++) {
      ClassDesc further = Names.part(owner, number);
      into.addClass(further, methods -> emit(left, further, methods, frame, pieces));
    }
    emitFunction(frame, pieces);
  }

  private void emitFunction(Frame frame, Pieces pieces) {
    into.add(
        name,
        shape.function(),
        code -> {
          compiler(code, frame, pieces, null).function(shape);
          demandRoom(code);
        });
  }

  private void demandRoom(Code code) {
    if (code.isTooLarge()) {
      throw new MethodCompiler.TooLarge(function);
    }
  }

  /** Makes methods of the next pieces for as long as a class has room. */
  private void emit(
      Iterator<Piece> left, ClassDesc self, Methods methods, Frame frame, Pieces pieces) {
    while (left.hasNext() && methods.hasRoom()) {
      Piece piece = left.next();
      piece.owner = self;
      methods.add(
          piece.name,
          piece.type(body.locals, frame),
          code -> {
            compiler(code, frame, pieces, piece).piece(piece);
            demandRoom(code);
          });
    }
  }

  /** Those that methods have no room for. */
  private BitSet manyVariables() {
    BitSet many = new BitSet();
    if (body.locals.length() > Liveness.MOST_VARIABLES) {
      many.set(Math.max(body.params, Liveness.MOST_VARIABLES), body.locals.length());
    }
    return many;
  }

  /** Variables that handlers of exceptions see, wherever in the function they were changed. */
  private BitSet homes(Liveness liveness) {
    BitSet homes = new BitSet();
    for (int i = 0; i < body.locals.length(); i++) {
      homes.set(i, !liveness.knows(i));
    }
    int tries = 0;
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      Opcode opcode = body.opcode(i);
      if (opcode == Opcode.TRY_TABLE || opcode == Opcode.TRY) {
        tries++;
        ends.add(body.end(i));
      } else if (tries > 0 && ends.getLast() == i) {
        tries--;
        ends.removeLast();
      } else if (tries > 0 && (opcode == Opcode.LOCAL_SET || opcode == Opcode.LOCAL_TEE)) {
        homes.set(body.index(i));
      }
    }
    return homes;
  }

  private void addBranches(Piece piece, Frame frame) {
    for (int i = piece.from; i < piece.to; i++) {
      switch (body.opcode(i)) {
        case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
            frame.addBranch(body.branchKinds(body.index(i)));
        case BR_TABLE -> {
          for (int block : body.labels(i)) {
            frame.addBranch(body.branchKinds(block));
          }
          frame.addBranch(body.branchKinds(body.index(i)));
        }
        case TRY_TABLE ->
            body.catches(i).forEach(clause -> frame.addBranch(body.branchKinds(clause.block())));
        default -> {}
      }
    }
  }
}
