package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.witj.engine.internal.run.Throwing;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions are exceptions of Java's. A handler finds nothing on the JVM's stack but the
 * exception, so operands below a {@code try} lie in variables meanwhile.
 */
final class Exceptions {
  private static final ClassDesc THROWING = Names.of(Throwing.class);

  /** What a block does with exceptions that are raised in it. */
  final class Handlers {
    private final List<Code.Target> starts = new ArrayList<>();
    private final List<Code.Target> ends = new ArrayList<>();
    private final Code.Target handler = new Code.Target();
    private final int exception;

    /** Whether what comes next is in the part of the block that exceptions are caught in. */
    private boolean inBody = true;

    /** Where the next clause of an older {@code try} begins. */
    private Code.@Nullable Target next;

    Handlers() {
      exception = m.variables.allocate(Kind.REF);
      start();
    }

    private void start() {
      Code.Target start = new Code.Target();
      m.code.bind(start);
      // The JVM allows no handler for nothing.
      m.code.op(Opcode.NOP);
      starts.add(start);
    }

    private void stop() {
      Code.Target end = new Code.Target();
      m.code.bind(end);
      ends.add(end);
    }

    /** Begins the handler: with the exception in its variable. */
    private void enter(Block block) {
      leaveBody(block);
      stop();
      inBody = false;
      m.operands.reset(block.height, "");
      m.dead = false;
      for (int i = 0; i < starts.size(); i++) {
        m.code.handler(starts.get(i), ends.get(i), handler, Names.EXCEPTION);
      }
      m.code.bind(handler);
      m.code.storeOne(Kind.REF, exception);
    }

    private void leaveBody(Block block) {
      if (!m.dead) {
        block.used = true;
        m.code.jump(Opcode.GOTO, block.label);
      }
    }

    private void throwAgain() {
      m.code.loadOne(Kind.REF, exception);
      m.code.op(Opcode.ATHROW);
      m.dead = true;
    }

    /** At the end of the block. */
    void close(Block block) {
      if (block.form == Block.Form.TRY_TABLE) {
        table(block);
      } else if (!inBody) {
        leaveBody(block);
        Code.Target other = next;
        m.dead = true;
        if (other != null) {
          m.code.bind(other);
          throwAgain();
        }
      }
    }

    private void table(Block block) {
      List<Body.Catch> clauses = m.body.catches(block.at);
      if (clauses.isEmpty()) {
        return;
      }
      enter(block);
      for (Body.Catch clause : clauses) {
        m.dead = false;
        Code.Target other = new Code.Target();
        if (clause.tag() >= 0) {
          test(clause.tag(), other, clause.block());
        }
        if (clause.withReference() && !m.spilled.takeException(exception, clause.block())) {
          m.code.loadOne(Kind.REF, exception);
          m.operands.push(Kind.REF);
        }
        m.branches.leave(clause.block());
        m.operands.reset(block.height, "");
        m.code.bind(other);
      }
      throwAgain();
    }

    /** Goes on with what the exception carries, which a block is to find, if it has a tag. */
    private void test(int tag, Code.Target other, int target) {
      m.code.loadOne(Kind.REF, exception);
      m.variables.loadState();
      m.code.constant(tag);
      m.code.invokeStatic(
          THROWING,
          "has",
          MethodTypeDesc.of(CD_boolean, Names.EXCEPTION, Names.BASE_STATE, CD_int));
      m.code.jump(Opcode.IFEQ, other);
      String kinds = m.module.payload(tag);
      if (m.spilled.takePayload(kinds, exception, target)) {
        return;
      }
      for (int i = 0; i < kinds.length(); i++) {
        char kind = kinds.charAt(i);
        for (int part = 0; part < Kind.positions(kind); part++) {
          m.code.loadOne(Kind.REF, exception);
          m.code.constant(i);
          take(kind, part);
        }
        m.operands.push(kind);
      }
    }

    private void take(char kind, int part) {
      String name =
          switch (kind) {
            case Kind.INT -> "takeInt";
            case Kind.LONG -> "takeLong";
            case Kind.FLOAT -> "takeFloat";
            case Kind.DOUBLE -> "takeDouble";
            case Kind.VECTOR -> part == 0 ? "takeLow" : "takeHigh";
            default -> "take";
          };
      m.code.invokeStatic(
          THROWING, name, MethodTypeDesc.of(Kind.desc(kind), Names.EXCEPTION, CD_int));
    }

    /** Begins a clause of an older {@code try}. */
    private void clause(Block block, int tag) {
      if (inBody) {
        enter(block);
      } else {
        leaveBody(block);
        m.dead = false;
        m.operands.reset(block.height, "");
        m.code.bind(Objects.requireNonNull(next));
      }
      next = null;
      if (tag >= 0) {
        next = new Code.Target();
        test(tag, next, block.at);
      }
    }
  }

  private final MethodCompiler m;

  Exceptions(MethodCompiler m) {
    this.m = m;
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case THROW -> raise(i);
      case THROW_REF -> {
        m.line(i);
        m.code.invokeStatic(THROWING, "again", MethodTypeDesc.of(Names.EXCEPTION, CD_Object));
        m.code.op(Opcode.ATHROW);
        m.operands.pop();
        m.dead = true;
      }
      case TRY_TABLE -> open(Block.Form.TRY_TABLE, i);
      case TRY -> open(Block.Form.TRY, i);
      case CATCH -> {
        Block block = m.blocks.innermost();
        handlers(block).clause(block, m.body.index(i));
      }
      case CATCH_ALL -> {
        Block block = m.blocks.innermost();
        handlers(block).clause(block, -1);
      }
      case RETHROW -> {
        Block block = Objects.requireNonNull(m.blocks.find(m.body.index(i)));
        handlers(block).throwAgain();
      }
      case DELEGATE -> delegate(i);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Handlers handlers(Block block) {
    return Objects.requireNonNull(block.handlers);
  }

  private void open(Block.Form form, int i) {
    Block block = m.blocks.open(form, i);
    m.blocks.spill(block);
    block.handlers = new Handlers();
  }

  private void raise(int i) {
    int tag = m.body.index(i);
    m.line(i);
    int mark = m.variables.mark();
    int payload = m.variables.allocate(Kind.REF);
    String kinds = m.module.payload(tag);
    if (!m.spilled.payload(kinds, i)) {
      payload(kinds, payload);
    }
    m.code.storeOne(Kind.REF, payload);
    m.variables.loadState();
    m.code.constant(tag);
    m.code.loadOne(Kind.REF, payload);
    m.code.invokeStatic(
        THROWING,
        "make",
        MethodTypeDesc.of(Names.EXCEPTION, Names.BASE_STATE, CD_int, Names.OBJECTS));
    m.code.op(Opcode.ATHROW);
    m.variables.release(mark);
    m.dead = true;
  }

  /** Makes the array of what is thrown, out of the operands on the stack. */
  private void payload(String kinds, int payload) {
    m.code.constant(kinds.length());
    m.code.newObjects();
    m.code.storeOne(Kind.REF, payload);
    for (int k = kinds.length() - 1; k >= 0; k--) {
      char kind = kinds.charAt(k);
      box(kind);
      int boxed = m.variables.allocate(Kind.REF);
      m.code.storeOne(Kind.REF, boxed);
      m.code.loadOne(Kind.REF, payload);
      m.code.constant(k);
      m.code.loadOne(Kind.REF, boxed);
      m.code.op(Opcode.AASTORE);
    }
    m.operands.pop(kinds.length());
    m.code.loadOne(Kind.REF, payload);
  }

  private void box(char kind) {
    MethodTypeDesc type =
        switch (kind) {
          case Kind.INT -> MethodTypeDesc.of(CD_Object, CD_int);
          case Kind.LONG -> MethodTypeDesc.of(CD_Object, CD_long);
          case Kind.FLOAT -> MethodTypeDesc.of(CD_Object, CD_float);
          case Kind.DOUBLE -> MethodTypeDesc.of(CD_Object, CD_double);
          case Kind.VECTOR -> MethodTypeDesc.of(CD_Object, CD_long, CD_long);
          default -> null;
        };
    if (type != null) {
      m.code.invokeStatic(THROWING, "box", type);
    }
  }

  /**
   * Ends a {@code try} whose exceptions are handled as if they were raised at a block around it.
   * Those are the handlers of that block, or of the next one around it that has any; the handlers
   * between must not see them.
   */
  private void delegate(int i) {
    Block block = m.blocks.innermost();
    Handlers own = handlers(block);
    List<Block> between = new ArrayList<>();
    for (Block outer : m.blocks.around(block)) {
      if (outer.at == m.body.index(i)) {
        break;
      }
      Handlers handlers = outer.handlers;
      if (handlers != null && handlers.inBody) {
        between.add(outer);
      }
    }
    for (Block outer : between) {
      handlers(outer).stop();
    }
    own.enter(block);
    m.code.loadOne(Kind.REF, own.exception);
    // Those that handle it have this place in their range; to others it is thrown out of it.
    m.code.op(Opcode.ATHROW);
    m.dead = true;
    for (Block outer : between) {
      handlers(outer).start();
    }
    m.blocks.finish(block);
  }
}
