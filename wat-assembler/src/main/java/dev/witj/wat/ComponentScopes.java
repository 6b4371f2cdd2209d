package dev.witj.wat;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.Sort;
import dev.witj.diagnostics.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The scopes around a place in a component's text, innermost last, and what references mean there.
 * A reference that goes through an instance or out of the scope becomes an alias, which is added
 * where the reference is resolved.
 */
final class ComponentScopes {
  private final List<ComponentScope> stack = new ArrayList<>();

  ComponentScope current() {
    return stack.getLast();
  }

  void enter(ComponentScope scope) {
    stack.add(scope);
  }

  void leave() {
    stack.removeLast();
  }

  /** The index that an index stands for; one that an outer scope names gets an alias here. */
  int resolve(Sort sort, Index index) {
    return switch (index) {
      case Index.Numeric numeric -> numeric.value();
      case Index.Named named -> resolve(sort, named.name(), named.span());
    };
  }

  private int resolve(Sort sort, String name, Span span) {
    for (int count = 0; count < stack.size(); count++) {
      Integer found = around(count).space(sort).find(name);
      if (found == null) {
        continue;
      }
      if (count == 0) {
        return found;
      }
      if (!canAliasOuter(sort)) {
        throw WatCursor.failAt(span, WatCode.OUTSIDE_OF_COMPONENT, sort, name);
      }
      return current()
          .define(
              new ComponentElement.Alias.Outer(sort, count, found),
              sort,
              new Identifier(name, span),
              null);
    }
    Set<String> known = new HashSet<>();
    for (int count = 0; count < stack.size(); count++) {
      if (count == 0 || canAliasOuter(sort)) {
        known.addAll(around(count).space(sort).identifiers());
      }
    }
    throw IndexSpace.unknown(sort.toString(), name, known, span);
  }

  private ComponentScope around(int count) {
    return stack.get(stack.size() - 1 - count);
  }

  static boolean canAliasOuter(Sort sort) {
    return switch (sort) {
      case CORE_MODULE, CORE_TYPE, TYPE, COMPONENT -> true;
      case CORE_FUNC,
          CORE_TABLE,
          CORE_MEMORY,
          CORE_GLOBAL,
          CORE_TAG,
          CORE_INSTANCE,
          FUNC,
          VALUE,
          INSTANCE ->
          false;
    };
  }

  /** The index of an export of an export … of an instance; each step adds an alias. */
  int resolve(Sort sort, Index index, List<String> exports) {
    if (exports.isEmpty()) {
      return resolve(sort, index);
    }
    if (sort.isCore() && sort != Sort.CORE_MODULE) {
      int instance = resolve(Sort.CORE_INSTANCE, index);
      return alias(
          new ComponentElement.Alias.CoreInstanceExport(sort, instance, exports.getFirst()));
    }
    int found = resolve(Sort.INSTANCE, index);
    for (int i = 0; i < exports.size(); i++) {
      Sort step = i == exports.size() - 1 ? sort : Sort.INSTANCE;
      found = alias(new ComponentElement.Alias.InstanceExport(step, found, exports.get(i)));
    }
    return found;
  }

  private int alias(ComponentElement.Alias alias) {
    return current().define(alias, alias.sort(), null, null);
  }

  /** What {@code (alias outer component item (sort))} stands for. */
  ComponentElement.Alias outer(Sort sort, Index component, Index item) {
    if (component instanceof Index.Numeric count && item instanceof Index.Numeric index) {
      return new ComponentElement.Alias.Outer(sort, count.value(), index.value());
    }
    int count =
        switch (component) {
          case Index.Numeric numeric -> numeric.value();
          case Index.Named named -> countTo(named);
        };
    if (count < 0 || count >= stack.size()) {
      throw WatCursor.failAt(
          component.span(), WatCode.OUTER_COUNT, Integer.toUnsignedString(count));
    }
    int index =
        switch (item) {
          case Index.Numeric numeric -> numeric.value();
          case Index.Named named -> {
            IndexSpace space = around(count).space(sort);
            Integer found = space.find(named.name());
            if (found == null) {
              throw space.unknown(named.name(), named.span());
            }
            yield found;
          }
        };
    return new ComponentElement.Alias.Outer(sort, count, index);
  }

  private int countTo(Index.Named component) {
    for (int count = 0; count < stack.size(); count++) {
      if (around(count).isNamed(component.name())) {
        return count;
      }
    }
    throw WatCursor.failAt(component.span(), WatCode.UNKNOWN_COMPONENT, component.name());
  }
}
