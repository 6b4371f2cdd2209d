package dev.witj.binary.component;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The options of one canonical definition, in the order of the file. */
public record CanonicalOptions(List<CanonicalOption> list) {
  /** No option. */
  public static final CanonicalOptions NONE = new CanonicalOptions(List.of());

  public CanonicalOptions {
    list = List.copyOf(list);
  }

  /** These options. */
  public static CanonicalOptions of(CanonicalOption... options) {
    return new CanonicalOptions(List.of(options));
  }

  /** The encoding of strings, UTF-8 unless another is named. */
  public CanonicalOption.StringEncoding encoding() {
    return find(CanonicalOption.StringEncoding.class).orElse(CanonicalOption.StringEncoding.UTF8);
  }

  /** The index of the core memory. */
  public OptionalInt memory() {
    return index(find(CanonicalOption.Memory.class).map(CanonicalOption.Memory::memory));
  }

  /** The index of the core function that allocates. */
  public OptionalInt realloc() {
    return index(find(CanonicalOption.Realloc.class).map(CanonicalOption.Realloc::coreFunc));
  }

  /** The index of the core function to call after results are read. */
  public OptionalInt postReturn() {
    return index(find(CanonicalOption.PostReturn.class).map(CanonicalOption.PostReturn::coreFunc));
  }

  /** Whether the calling convention is asynchronous. */
  public boolean async() {
    return find(CanonicalOption.Async.class).isPresent();
  }

  /** The index of the core function to call on events. */
  public OptionalInt callback() {
    return index(find(CanonicalOption.Callback.class).map(CanonicalOption.Callback::coreFunc));
  }

  /** The index of the core type that a lowering has. */
  public OptionalInt coreType() {
    return index(find(CanonicalOption.CoreType.class).map(CanonicalOption.CoreType::coreType));
  }

  /** Whether values are garbage-collected objects. */
  public boolean gc() {
    return find(CanonicalOption.Gc.class).isPresent();
  }

  private <O extends CanonicalOption> Optional<O> find(Class<O> kind) {
    return list.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static OptionalInt index(Optional<Integer> index) {
    return index.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
