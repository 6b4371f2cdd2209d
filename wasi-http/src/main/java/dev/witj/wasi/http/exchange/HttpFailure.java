package dev.witj.wasi.http.exchange;

import dev.witj.wasi.internal.io.ForeignFailure;
import java.util.OptionalLong;

/** An exchange failed. */
public final class HttpFailure extends ForeignFailure {
  private static final long serialVersionUID = 1L;

  private final HttpProblem problem;
  private final long size;

  HttpFailure(HttpProblem problem, OptionalLong size) {
    super(problem.text());
    this.problem = problem;
    this.size = size.orElse(-1);
  }

  /** Why. */
  public HttpProblem problem() {
    return problem;
  }

  /** The size that was wrong, if one was. */
  public OptionalLong size() {
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }
}
