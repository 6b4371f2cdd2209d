package dev.witj.binary.internal.core;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import java.util.List;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Validates the bodies of a module, on several threads if that is worth it. Whatever the threads
 * do, the error is that of the first bad function: bodies are taken in order, and after an error
 * those before it are still validated.
 */
public final class BodyValidator {
  private static final int PARALLEL_SIZE = 1 << 18;
  private static final int CHUNK = 64;

  private final ModuleContext context;
  private final CoreModule module;
  private final List<ByteSlice> bodies;
  private final int first;
  private final AtomicInteger next = new AtomicInteger();
  private final Object lock = new Object();
  private volatile int failed = Integer.MAX_VALUE;
  private @Nullable DiagnosticException failure;

  private BodyValidator(ModuleContext context, CoreModule module, List<ByteSlice> bodies) {
    this.context = context;
    this.module = module;
    this.bodies = bodies;
    this.first = context.functions.size() - bodies.size();
  }

  public static void validate(ModuleContext context, CoreModule module, List<ByteSlice> bodies) {
    BodyValidator validator = new BodyValidator(context, module, bodies);
    int threads = Runtime.getRuntime().availableProcessors();
    long size = bodies.stream().mapToLong(ByteSlice::size).sum();
    if (threads == 1 || size < PARALLEL_SIZE) {
      validator.work();
    } else {
      RecursiveAction.invokeAll(
          IntStream.range(0, threads).mapToObj(_ -> validator.task()).toList());
    }
    DiagnosticException failure = validator.failure;
    if (failure != null) {
      throw failure;
    }
  }

  private RecursiveAction task() {
    return new RecursiveAction() {
      private static final long serialVersionUID = 1L;

      @Override
      protected void compute() {
        work();
      }
    };
  }

  private void work() {
    InstructionValidator validator = new InstructionValidator(context);
    for (int from = next.getAndAdd(CHUNK); from < bodies.size(); from = next.getAndAdd(CHUNK)) {
      for (int i = from; i < Math.min(from + CHUNK, bodies.size()) && i < failed; i++) {
        try {
          validator.body(bodies.get(i), context.functions.get(first + i));
        } catch (DiagnosticException e) {
          fail(i, e);
        }
      }
    }
  }

  private void fail(int body, DiagnosticException e) {
    synchronized (lock) {
      if (body < failed) {
        failed = body;
        Diagnostic cause = e.diagnostics().getFirst();
        int index = first + body;
        String name = module.functionName(index).map(text -> " `" + text + "`").orElse("");
        failure = cause.note("func " + index + name + " failed to validate").toException();
      }
    }
  }
}
