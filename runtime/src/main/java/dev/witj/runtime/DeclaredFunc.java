package dev.witj.runtime;

/**
 * A function of which nothing but the type is known: it stands for one while types are looked at.
 */
final class DeclaredFunc extends ComponentFunc {
  DeclaredFunc(String name, FuncType type) {
    super(name, type);
  }

  @Override
  boolean isHost() {
    return false;
  }

  @Override
  void invoke(GuestInstance caller, Call call) {
    throw new IllegalStateException("`" + name() + "` is only declared");
  }
}
