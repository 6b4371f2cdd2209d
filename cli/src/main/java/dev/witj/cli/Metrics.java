package dev.witj.cli;

import dev.witj.wasi.http.HttpEvent;
import dev.witj.wasi.http.HttpGuestHandler;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a server does, for Prometheus. */
final class Metrics {
  private static final double[] BOUNDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final LongAdder[] byStatus = adders(6);
  private final LongAdder[] byTime = adders(BOUNDS.length + 1);
  private final LongAdder failures = new LongAdder();
  private final LongAdder requestBytes = new LongAdder();
  private final LongAdder responseBytes = new LongAdder();
  private final AtomicLong nanos = new AtomicLong();

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  void count(HttpEvent event) {
    byStatus[Math.clamp(event.status() / 100, 0, 5)].increment();
    int slot = 0;
    while (slot < BOUNDS.length && event.nanos() / 1e9 > BOUNDS[slot]) {
      slot++;
    }
    byTime[slot].increment();
    nanos.addAndGet(event.nanos());
    requestBytes.add(event.requestBytes());
    responseBytes.add(event.responseBytes());
    if (event.problem().isPresent()) {
      failures.increment();
    }
  }

  /** All of it as text. */
  String text(HttpGuestHandler handler) {
    StringBuilder text = new StringBuilder();
    text.append("# TYPE witj_http_requests_total counter\n");
    for (int i = 1; i <= 5; i++) {
      text.append("witj_http_requests_total{status=\"%sxx\"} %s\n".formatted(i, byStatus[i].sum()));
    }
    text.append("# TYPE witj_http_request_seconds histogram\n");
    long total = 0;
    for (int i = 0; i <= BOUNDS.length; i++) {
      total += byTime[i].sum();
      String bound = i == BOUNDS.length ? "+Inf" : String.valueOf(BOUNDS[i]);
      text.append("witj_http_request_seconds_bucket{le=\"%s\"} %s\n".formatted(bound, total));
    }
    text.append("witj_http_request_seconds_sum ").append(nanos.get() / 1e9).append('\n');
    text.append("witj_http_request_seconds_count ").append(total).append('\n');
    counter(text, "witj_guest_failures_total", failures.sum());
    counter(text, "witj_http_request_bytes_total", requestBytes.sum());
    counter(text, "witj_http_response_bytes_total", responseBytes.sum());
    counter(text, "witj_guest_instances_total", handler.instances());
    text.append("# TYPE witj_http_requests_in_flight gauge\n");
    text.append("witj_http_requests_in_flight ").append(handler.busy()).append('\n');
    Runtime runtime = Runtime.getRuntime();
    text.append("# TYPE witj_heap_used_bytes gauge\n");
    text.append("witj_heap_used_bytes ")
        .append(runtime.totalMemory() - runtime.freeMemory())
        .append('\n');
    return text.toString();
  }

  private static void counter(StringBuilder text, String name, long value) {
    text.append("# TYPE ").append(name).append(" counter\n");
    text.append(name).append(' ').append(value).append('\n');
  }
}
