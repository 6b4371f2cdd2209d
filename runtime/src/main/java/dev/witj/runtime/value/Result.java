package dev.witj.runtime.value;

import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A WIT {@code result}. A side without a payload is {@code Void} and its value null.
 *
 * <pre>{@code
 * switch (result) {
 *   case Result.Ok(var value) -> use(value);
 *   case Result.Err(var error) -> report(error);
 * }
 * }</pre>
 *
 * @param <T> the type of the value
 * @param <E> the type of the error
 */
public sealed interface Result<T extends @Nullable Object, E extends @Nullable Object> {
  /** Success. */
  record Ok<T extends @Nullable Object, E extends @Nullable Object>(T value)
      implements Result<T, E> {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Ok<?, ?> it && Values.equal(value, it.value);
    }

    @Override
    public int hashCode() {
      return Values.hash("ok", value);
    }

    @Override
    public String toString() {
      return value == null ? "ok" : "ok(" + Values.text(value) + ")";
    }
  }

  /** Failure. */
  record Err<T extends @Nullable Object, E extends @Nullable Object>(E error)
      implements Result<T, E> {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Err<?, ?> it && Values.equal(error, it.error);
    }

    @Override
    public int hashCode() {
      return Values.hash("err", error);
    }

    @Override
    public String toString() {
      return error == null ? "err" : "err(" + Values.text(error) + ")";
    }
  }

  /** Success with a value. */
  static <T extends @Nullable Object, E extends @Nullable Object> Result<T, E> ok(T value) {
    return new Ok<>(value);
  }

  /** Success without a value. */
  @SuppressWarnings("NullAway") // The type argument says that null is a value.
  static <E extends @Nullable Object> Result<@Nullable Void, E> ok() {
    return new Ok<>(null);
  }

  /** Failure with an error. */
  static <T extends @Nullable Object, E extends @Nullable Object> Result<T, E> err(E error) {
    return new Err<>(error);
  }

  /** Failure without an error value. */
  @SuppressWarnings("NullAway") // The type argument says that null is a value.
  static <T extends @Nullable Object> Result<T, @Nullable Void> err() {
    return new Err<>(null);
  }

  /** Whether this is a success. */
  default boolean isOk() {
    return this instanceof Ok;
  }

  /**
   * The value.
   *
   * @throws NoSuchElementException if this is a failure
   */
  default T orElseThrow() {
    return orElseThrow(error -> new NoSuchElementException("err(" + Values.text(error) + ")"));
  }

  /** The value, or the exception made of the error. */
  default <X extends Throwable> T orElseThrow(Function<? super E, ? extends X> exception) throws X {
    return switch (this) {
      case Ok<T, E>(var value) -> value;
      case Err<T, E>(var error) -> throw exception.apply(error);
    };
  }

  /** This with another value. */
  default <U extends @Nullable Object> Result<U, E> map(Function<? super T, ? extends U> function) {
    return switch (this) {
      case Ok<T, E>(var value) -> new Ok<>(function.apply(value));
      case Err<T, E>(var error) -> new Err<>(error);
    };
  }
}
