package example.program;

import dev.witj.runtime.Component;
import dev.witj.runtime.async.StreamPipe;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import example.asyncs.Api;
import example.asyncs.Asyncs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls functions that block, with streams and futures in both directions. */
public final class AsyncsProgram {
  private AsyncsProgram() {}

  /** The lines of one run. */
  public static List<String> run(Component component) throws Exception {
    List<String> lines = new ArrayList<>();
    try (Asyncs world = Asyncs.instantiate(component)) {
      Api api = world.api();
      lines.add(api.greet("Java"));
      lines.add(api.count(5).readAll().toString());
      lines.add("later " + api.later(42).get());
      CompletableFuture<Long> slow = new CompletableFuture<>();
      CompletableFuture<Long> sum = api.bothAsync(WitFuture.of(3L), WitFuture.from(slow));
      // Other calls go on while that one waits.
      lines.add("bytes " + api.sumBytes(StreamReader.ofBytes(new byte[] {1, 2, -1})));
      slow.complete(4L);
      lines.add("both " + sum.get());
      StreamPipe<String> pipe = StreamPipe.create();
      try (StreamReader<String> upper = api.uppercase(pipe.reader())) {
        Thread writer =
            Thread.startVirtualThread(
                () -> {
                  try (var out = pipe.writer()) {
                    out.write(List.of("one", "two"));
                    out.write(List.of("drei"));
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
        lines.add(upper.readAll().toString());
        writer.join();
      }
      StreamReader<Long> all = api.count(1000);
      lines.add("some " + all.read(1));
      all.close();
      lines.add("still " + api.greet("there"));
    }
    return lines;
  }
}
