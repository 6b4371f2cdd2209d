package dev.witj.engine.internal.compile;

import dev.witj.binary.core.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles a function into as many methods as it takes. */
final class FunctionCompiler {
  /** Takes the methods, in their order. */
  @FunctionalInterface
  interface Methods {
    void add(String name, MethodTypeDesc type, Consumer<Code> emit);
  }

  /** A byte of WebAssembly rarely becomes more bytes of the JVM than this. */
  private static final int GROWTH = 12;

  private final ModuleOutline module;
  private final int function;
  private final Shape shape;
  private final Body body;
  private final Charges charges;
  private final Methods into;
  private final ClassDesc owner;
  private final int limit;
  private final int growth;
  private final String name;
  private final Map<String, Places> places = new HashMap<>();

  FunctionCompiler(ModuleOutline module, int function, Methods into, ClassDesc owner, int limit) {
    this.module = module;
    this.function = function;
    this.shape = module.functionShape(function);
    this.body = new Body(module, shape, module.body(function));
    this.charges = module.variant().metered() ? Charges.of(body) : Charges.NONE;
    this.growth = module.variant().metered() ? GROWTH + Charges.GROWTH : GROWTH;
    this.into = into;
    this.owner = owner;
    this.limit = limit;
    this.name =
        body.callsTail()
            ? TailCalls.method(module.methodName(function))
            : module.methodName(function);
  }

  /**
   * Compiles it.
   *
   * @return what the line numbers of each method stand for
   */
  Map<String, Places> compile() {
    if (body.callsTail()) {
      into.add(
          module.methodName(function),
          shape.function(),
          code -> TailCalls.makeCalls(code, shape, owner, module.methodName(function)));
    }
    Frame none = new Frame();
    if ((long) module.body(function).bytes().size() * growth + 2L * body.locals.length() > limit) {
      CountingCode counted = new CountingCode();
      MethodCompiler measuring = compiler(counted, none, new Pieces(), null);
      measuring.measure();
      measuring.function(shape);
      if (counted.size() > limit) {
        split(measuring.measured());
        return places;
      }
    }
    into.add(
        name, shape.function(), code -> compiler(code, none, new Pieces(), null).function(shape));
    return places;
  }

  private MethodCompiler compiler(Code code, Frame frame, Pieces pieces, @Nullable Piece piece) {
    Places noted = new Places(module.body(function).bytes().size());
    places.put(piece == null ? name : piece.name, noted);
    return new MethodCompiler(
        module, body, code, owner, function, charges, noted, frame, pieces, piece);
  }

  private void split(Splitter.Measure measure) {
    Frame frame = new Frame();
    BitSet homes = homes();
    homes.stream().forEach(variable -> frame.addHome(variable, body.locals.charAt(variable)));
    Pieces pieces = Splitter.split(body, measure, limit, homes);
    List<Piece> order = pieces.inOrder();
    frame.addBranch(body.results);
    for (Piece piece : order) {
      for (int variable : piece.writes) {
        frame.add(variable, body.locals.charAt(variable));
      }
      addBranches(piece, frame);
      piece.name = name + (piece.entries.length > 0 ? "$$" : "$") + piece.from;
    }
    for (Piece piece : order) {
      into.add(
          piece.name,
          piece.type(body.locals, frame),
          code -> compiler(code, frame, pieces, piece).piece(piece));
    }
    into.add(name, shape.function(), code -> compiler(code, frame, pieces, null).function(shape));
  }

  /** Variables that handlers of exceptions see, wherever in the function they were changed. */
  private BitSet homes() {
    BitSet homes = new BitSet();
    if (Liveness.isTooLarge(body)) {
      homes.set(0, body.locals.length());
      return homes;
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
