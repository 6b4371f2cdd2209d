package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.engine.internal.run.Moves;
import dev.witj.engine.internal.run.Throwing;
import java.lang.constant.ClassDesc;
import org.jspecify.annotations.Nullable;

/**
 * Operands that lie in the frame, of a function that has {@link Spills}. What is done with many of
 * them is one call, so that the code does not grow with how many there are. Of any other function
 * nothing lies there: what is asked for then is not done here, and the answer is no.
 */
final class SpilledOperands {
  private static final ClassDesc MOVES = Names.of(Moves.class);
  private static final ClassDesc THROWING = Names.of(Throwing.class);

  private final MethodCompiler m;
  private final @Nullable Spills spills;

  /** The instruction that is compiled. */
  private int at;

  SpilledOperands(MethodCompiler m) {
    this.m = m;
    this.spills = m.body.spills();
  }

  /** Puts what an instruction takes on the stack. */
  void before(int i) {
    at = i;
    if (spills != null) {
      String kinds = spills.loads(i);
      int place = spills.from(i);
      for (int k = 0; k < kinds.length(); k++) {
        m.variables.fromFrame(kinds.charAt(k), place);
        m.operands.push(kinds.charAt(k));
        place += Kind.positions(kinds.charAt(k));
      }
    }
  }

  /** Puts what an instruction has left on the stack back. */
  void after(int i) {
    if (spills != null && !m.dead) {
      int place = spills.to(i) + Kind.positions(m.operands.from(0));
      while (m.operands.size() > 0) {
        char kind = m.operands.pop();
        place -= Kind.positions(kind);
        m.variables.toFrame(kind, place);
      }
    }
  }

  /** Whether values of a branch from here must be taken along to where a block finds them. */
  boolean carries(int block) {
    return spills != null
        && !m.body.carries(block).isEmpty()
        && spills.source(at, block) != spills.target(block);
  }

  /** Takes values of a branch from here along. */
  void carry(int block) {
    if (spills != null && carries(block)) {
      move(spills.source(at, block), spills.target(block), m.body.carries(block));
    }
  }

  private void move(int from, int to, String kinds) {
    loadFrame();
    m.code.constant(from);
    m.code.constant(to);
    m.code.constant(Kind.positions(kinds));
    call("move", CD_void, Names.LONGS, Names.OBJECTS, CD_int, CD_int, CD_int);
  }

  private void loadFrame() {
    m.code.loadOne(Kind.REF, m.variables.longsSlot());
    m.code.loadOne(Kind.REF, m.variables.objectsSlot());
  }

  private void call(String name, ClassDesc result, ClassDesc... params) {
    m.code.invokeStatic(MOVES, name, Types.of(result, params));
  }

  /** Puts parameters that came in arrays into the frame. */
  boolean enter(String params, int numbers, int objects) {
    if (spills == null) {
      return false;
    }
    m.code.loadOne(Kind.REF, numbers);
    m.code.loadOne(Kind.REF, objects);
    loadFrame();
    m.code.constant(Kind.positions(params));
    call("enter", CD_void, Names.LONGS, Names.OBJECTS, Names.LONGS, Names.OBJECTS, CD_int);
    return true;
  }

  /** Makes the arguments of a call from here the parameters. */
  boolean enterAgain(int i) {
    if (spills == null) {
      return false;
    }
    String params = m.body.locals.substring(0, m.body.params);
    move(spills.from(i) - Kind.positions(params), 0, params);
    return true;
  }

  /** Puts the arguments of a call on the stack, as arrays. */
  boolean arrays(String params, int i) {
    if (spills == null || !spills.isSpilled(i)) {
      return false;
    }
    int positions = Kind.positions(params);
    int from = spills.from(i) - positions;
    m.code.loadOne(Kind.REF, m.variables.longsSlot());
    m.code.constant(from);
    m.code.constant(positions);
    call("numbers", Names.LONGS, Names.LONGS, CD_int, CD_int);
    m.code.loadOne(Kind.REF, m.variables.objectsSlot());
    m.code.constant(from);
    m.code.constant(positions);
    call("objects", Names.OBJECTS, Names.OBJECTS, CD_int, CD_int);
    return true;
  }

  /** Puts the results of a call to their places; the first is on the stack. */
  boolean takeResults(String results, int i) {
    if (spills == null) {
      return false;
    }
    int to = spills.to(i);
    if (!results.isEmpty()) {
      m.variables.toFrame(half(results), to);
    }
    if (Kind.positions(results) > 1) {
      m.variables.loadState();
      loadFrame();
      m.code.constant(to);
      m.code.constant(Kind.positions(results));
      call("take", CD_void, Names.BASE_STATE, Names.LONGS, Names.OBJECTS, CD_int, CD_int);
    }
    return true;
  }

  /** Returns from the function. */
  boolean giveResults(String results) {
    if (spills == null) {
      return false;
    }
    if (Kind.positions(results) > 1) {
      loadFrame();
      m.variables.loadState();
      m.code.constant(spills.base());
      m.code.constant(Kind.positions(results));
      call("give", CD_void, Names.LONGS, Names.OBJECTS, Names.BASE_STATE, CD_int, CD_int);
    }
    if (!results.isEmpty()) {
      m.variables.fromFrame(half(results), spills.base());
    }
    m.code.giveBack(results);
    return true;
  }

  /** What the first of several values is when it is alone: of a vector, a half. */
  private static char half(String kinds) {
    return kinds.charAt(0) == Kind.VECTOR ? Kind.LONG : kinds.charAt(0);
  }

  /** Puts on the stack where the operands of an instruction are: the frame and a place. */
  boolean loadOperands(int i) {
    if (spills == null || !spills.isSpilled(i)) {
      return false;
    }
    loadFrame();
    m.code.constant(spills.to(i));
    return true;
  }

  /** Puts what an exception is to carry on the stack, as an array. */
  boolean payload(String kinds, int i) {
    if (!loadOperands(i)) {
      return false;
    }
    m.code.string(kinds);
    m.code.invokeStatic(
        THROWING,
        "payload",
        Types.of(Names.OBJECTS, Names.LONGS, Names.OBJECTS, CD_int, CD_String));
    return true;
  }

  /** Puts what an exception carries where a block finds it. */
  boolean takePayload(String kinds, int exception, int block) {
    if (spills == null) {
      return false;
    }
    m.code.loadOne(Kind.REF, exception);
    loadFrame();
    m.code.constant(spills.target(block));
    m.code.string(kinds);
    m.code.invokeStatic(
        THROWING,
        "takePayload",
        Types.of(CD_void, Names.EXCEPTION, Names.LONGS, Names.OBJECTS, CD_int, CD_String));
    return true;
  }

  /** Puts an exception where a block finds it, as the last of its values. */
  boolean takeException(int exception, int block) {
    if (spills == null) {
      return false;
    }
    String kinds = m.body.carries(block);
    m.code.loadOne(Kind.REF, exception);
    m.variables.toFrame(
        Kind.REF, spills.target(block) + Kind.positions(kinds) - Kind.positions(Kind.REF));
    return true;
  }
}
