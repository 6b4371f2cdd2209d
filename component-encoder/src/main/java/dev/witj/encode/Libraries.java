package dev.witj.encode;

import dev.witj.binary.ByteSlice;
import dev.witj.encode.internal.plan.Planner;
import java.util.ArrayList;
import java.util.List;

/**
 * Dynamic libraries that {@link ComponentEncoder#of(Libraries)} links into a component: core
 * modules with a section {@code dylink.0}, which share one memory. Of several that export one
 * symbol, the one that was added first gives it.
 *
 * <p>Instances are immutable.
 */
public final class Libraries {
  private static final int STACK_SIZE = 1 << 20;

  private final List<Planner.Library> libraries;
  private final int stackSize;
  private final boolean stubs;

  private Libraries(List<Planner.Library> libraries, int stackSize, boolean stubs) {
    this.libraries = List.copyOf(libraries);
    this.stackSize = stackSize;
    this.stubs = stubs;
  }

  /** No libraries yet. */
  public static Libraries none() {
    return new Libraries(List.of(), STACK_SIZE, false);
  }

  /**
   * These and another.
   *
   * @param name the name by which others say that they need it
   * @param library its binary; if it says a world, the component is for that, too
   */
  public Libraries with(String name, ByteSlice library) {
    return with(new Planner.Library(name, library, false));
  }

  /** These and another, which the program can find by its name with {@code dlopen}. */
  public Libraries withOpenable(String name, ByteSlice library) {
    return with(new Planner.Library(name, library, true));
  }

  /** These and one that has {@code dlopen}, {@code dlsym}, {@code dlclose} and {@code dlerror}. */
  public Libraries withBuiltInLoader() {
    return with(BuiltInLoader.NAME, BuiltInLoader.binary());
  }

  private Libraries with(Planner.Library library) {
    List<Planner.Library> more = new ArrayList<>(libraries);
    more.add(library);
    return new Libraries(more, stackSize, stubs);
  }

  /**
   * The same with another size of the stack, which is 1 MiB by default.
   *
   * @param bytes more than 0
   */
  public Libraries withStackSize(int bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a stack of " + bytes + " bytes");
    }
    return new Libraries(libraries, bytes, stubs);
  }

  /** The same, but a function that no library exports traps when it is called. */
  public Libraries withStubs() {
    return new Libraries(libraries, stackSize, true);
  }

  List<Planner.Library> libraries() {
    return libraries;
  }

  int stackSize() {
    return stackSize;
  }

  boolean stubs() {
    return stubs;
  }
}
