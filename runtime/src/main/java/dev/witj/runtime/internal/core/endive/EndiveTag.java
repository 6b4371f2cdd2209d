package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.internal.core.CoreTag;
import java.util.concurrent.atomic.AtomicInteger;
import run.endive.runtime.Instance;
import run.endive.runtime.TagInstance;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.TagType;
import run.endive.wasm.types.ValType;

/**
 * An exception tag and the module that defines it.
 *
 * <p>When an exception is caught, the engine takes two tags for one if the function types that it
 * keeps with them are equal. So every tag gets one that no other has; before, while imports are
 * matched, it is asked whether the types fit, which is decided here.
 */
record EndiveTag(TagInstance tag, EndiveModule definer) implements CoreTag {
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Tells an instance, which is being made, that its imports are matched. */
  static void link(Instance instance) {
    for (int i = 0; i < instance.imports().tagCount(); i++) {
      if (instance.imports().tag(i).tag() instanceof Imported imported) {
        imported.link();
      }
    }
  }

  /** Tells the tags that an instance defines from all others. */
  static void distinguish(Instance instance) {
    for (int i = instance.imports().tagCount(); i < instance.tagCount(); i++) {
      ValType unique =
          ValType.builder()
              .withOpcode(ValType.ID.Ref)
              .withTypeIdx(NEXT.getAndIncrement() & Integer.MAX_VALUE)
              .build();
      instance
          .tag(i)
          .setType(FunctionType.of(new ValType[] {unique, unique}, new ValType[] {unique}));
    }
  }

  /** The tag as a module imports it. */
  static final class Imported extends TagInstance {
    private final FunctionType declared;
    private final TagInstance tag;
    private boolean linked;

    Imported(TagType type, FunctionType declared, EndiveTag tag) {
      super(type, declared);
      this.declared = declared;
      this.tag = tag.tag;
    }

    /** Told when the engine has matched the imports. */
    void link() {
      linked = true;
    }

    @Override
    public FunctionType type() {
      return linked ? tag.type() : declared;
    }
  }

  /** Its type's index in the module that defines it. */
  int typeIndex() {
    return tag.tagType().typeIdx();
  }
}
