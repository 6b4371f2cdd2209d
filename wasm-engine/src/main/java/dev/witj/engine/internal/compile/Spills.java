package dev.witj.engine.internal.compile;

import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.TypedBodies;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the operands of a function lie that has more of them at once than the JVM's stack has room
 * for, or hands so many about that methods have no room for the code that does: all of them in the
 * frame, each at a place that follows that of the one below it, after the variables. Before an
 * instruction what it takes is put on the stack, and after it what it leaves there is put back, so
 * that nothing is on the stack between two instructions, and it can be split anywhere. Instructions
 * that take or give many find them in the frame: {@link dev.witj.engine.internal.run.Moves}.
 *
 * <p>A place is a position in both arrays of the frame; see {@link Frame}.
 */
final class Spills {
  /** So many values handed about are like any others. */
  private static final int FEW = 16;

  /** More than any instruction takes that is not looked at in particular. */
  private static final int ANY = 5;

  /** As many as a body has room for that pushes each of them. */
  private static final int MOST = 1 << 22;

  private final ModuleOutline module;
  private final Body body;

  /** By instruction, what is put on the stack before it. */
  private final String[] loads;

  /** Where the first of these lies. */
  private final int[] from;

  /** Where the first of what is on the stack after it goes; for a block, where it begins. */
  private final int[] to;

  private final Map<String, String> known = new HashMap<>();

  /** What is on the stack: kinds, and where each lies; the place above all of them is the last. */
  private char[] kinds = new char[64];

  private int[] places = new int[65];
  private int height;
  private int most;

  /** The heights at which the open blocks begin. */
  private int[] floors = new int[16];

  private int depth;

  /**
   * Finds the places of all operands.
   *
   * @throws IllegalArgumentException if there are more than any stack has room for
   */
  Spills(ModuleOutline module, Body body, int function) {
    this.module = module;
    this.body = body;
    this.loads = new String[body.size()];
    this.from = new int[body.size()];
    this.to = new int[body.size()];
    places[0] = base();
    most = base();
    TypedBodies types = module.typedBodies();
    synchronized (types) {
      types.begin(function - module.importedFunctions());
      for (int i = 0; types.next(); i++) {
        note(i, types);
      }
    }
  }

  private void note(int i, TypedBodies types) {
    Opcode opcode = body.opcode(i);
    int loaded = Math.max(height - loaded(i), floors[depth]);
    int low = Math.max(isSpilled(i) ? loaded - taken(i) : loaded, floors[depth]);
    switch (opcode) {
      case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
        // In code that is never reached there may be less than a block takes.
        low = Math.max(loaded - body.takes(i).length(), floors[depth]);
        open(low);
      }
      case ELSE, CATCH, CATCH_ALL -> low = floors[depth];
      case END, DELEGATE -> {
        low = floors[depth];
        depth = Math.max(0, depth - 1);
      }
      default -> {}
    }
    String top = new String(kinds, loaded, height - loaded);
    loads[i] = known.computeIfAbsent(top, same -> same);
    from[i] = places[loaded];
    to[i] = places[low];
    int now = types.operandCount();
    // What throws leaves none of its block's, also not those below the ones that it takes.
    low = Math.min(low, now);
    if (now > MOST) {
      throw new IllegalArgumentException("there are more than " + MOST + " operands at once");
    }
    if (now > kinds.length) {
      kinds = Arrays.copyOf(kinds, Math.max(now, 2 * kinds.length));
      places = Arrays.copyOf(places, kinds.length + 1);
    }
    for (int k = low; k < now; k++) {
      kinds[k] = types.operand(k).map(Kind::of).orElse(Kind.INT);
      places[k + 1] = places[k] + Kind.positions(kinds[k]);
    }
    height = now;
    most = Math.max(most, places[now]);
  }

  private void open(int floor) {
    if (++depth == floors.length) {
      floors = Arrays.copyOf(floors, 2 * depth);
    }
    floors[depth] = floor;
  }

  /** How many operands are put on the stack for an instruction. */
  private int loaded(int i) {
    Opcode opcode = body.opcode(i);
    String signature = opcode.signatureOrNull();
    if (signature != null) {
      return signature.indexOf(':');
    }
    return switch (opcode) {
      case BLOCK, LOOP, TRY, TRY_TABLE, ELSE, CATCH, CATCH_ALL, END, DELEGATE -> 0;
      case UNREACHABLE, BR, RETURN, RETHROW, LOCAL_GET, GLOBAL_GET, RETURN_CALL -> 0;
      case IF, BR_IF, BR_TABLE, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> 1;
      case LOCAL_SET, LOCAL_TEE, GLOBAL_SET, DROP -> 1;
      case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> 1;
      case SELECT, SELECT_TYPED -> 3;
      case STRUCT_NEW, ARRAY_NEW_FIXED, THROW -> 0;
      case CALL -> isSpilled(i) ? 0 : taken(i);
      case CALL_INDIRECT, CALL_REF -> 1 + (isSpilled(i) ? 0 : taken(i));
      default -> ANY;
    };
  }

  /** How many operands an instruction takes that may take many, without others above these. */
  private int taken(int i) {
    return switch (body.opcode(i)) {
      case CALL, CALL_INDIRECT, CALL_REF -> called(i).params().length();
      case STRUCT_NEW -> module.fields(body.index(i)).kinds().length();
      case ARRAY_NEW_FIXED -> body.secondIndex(i);
      case THROW -> module.payload(body.index(i)).length();
      default -> 0;
    };
  }

  private Shape called(int i) {
    int index = body.index(i);
    return body.opcode(i) == Opcode.CALL ? module.functionShape(index) : module.shape(index);
  }

  /** Whether an instruction that may take many operands finds them in the frame. */
  boolean isSpilled(int i) {
    return switch (body.opcode(i)) {
      case CALL, CALL_INDIRECT, CALL_REF -> called(i).isWide();
      case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> true;
      case STRUCT_NEW, ARRAY_NEW_FIXED, THROW -> true;
      default -> false;
    };
  }

  /**
   * How many values a function hands about by instructions that take or give many, each as often as
   * an instruction does.
   */
  static long handed(ModuleOutline module, Body body) {
    long sum = 0;
    for (int i = 0; i < body.size(); i++) {
      long values = handed(module, body, i);
      sum += values > FEW ? values : 0;
    }
    return sum;
  }

  private static long handed(ModuleOutline module, Body body, int i) {
    int index = body.index(i);
    return switch (body.opcode(i)) {
      case CALL, RETURN_CALL -> values(module.functionShape(index));
      case CALL_INDIRECT, CALL_REF, RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
          values(module.shape(index));
      case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
          body.carries(index).length();
      case BR_TABLE -> (1L + body.labels(i).length) * body.carries(index).length();
      case RETURN -> body.results.length();
      case STRUCT_NEW -> module.fields(index).kinds().length();
      case ARRAY_NEW_FIXED -> body.secondIndex(i);
      case THROW, CATCH -> module.payload(index).length();
      case TRY_TABLE -> {
        long carried = 0;
        for (Body.Catch clause : body.catches(i)) {
          carried += body.carries(clause.block()).length();
        }
        yield carried;
      }
      default -> 0;
    };
  }

  private static long values(Shape shape) {
    return (long) shape.params().length() + shape.results().length();
  }

  /** Where operands begin. */
  int base() {
    return Kind.positions(body.locals);
  }

  /** How many positions variables and operands take. */
  int positions() {
    return most;
  }

  /** What is put on the stack before an instruction. */
  String loads(int i) {
    return loads[i];
  }

  /** Where the first of these lies, or what is below them ends. */
  int from(int i) {
    return from[i];
  }

  /** Where what an instruction leaves on the stack goes; for a block, where its values lie. */
  int to(int i) {
    return to[i];
  }

  /** Where the values lie that branches to a block take along. */
  int target(int block) {
    return block < 0 ? base() : to[block];
  }

  /** Where the values lie that a branch takes along to a block, if it does. */
  int source(int i, int block) {
    int end =
        switch (body.opcode(i)) {
          // The reference is one of them.
          case BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> from[i] + 1;
          default -> from[i];
        };
    return end - Kind.positions(body.carries(block));
  }
}
