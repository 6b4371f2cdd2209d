package dev.witj.runtime;

import dev.witj.diagnostics.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A component that runs in a {@link Store}, or an interface that it exports. */
public final class Instance {
  private final Store store;
  private final String name;
  private final Map<String, Item> items;

  Instance(Store store, String name, Map<String, Item> items) {
    this.store = store;
    this.name = name;
    this.items = items;
  }

  /** The store it lives in. */
  public Store store() {
    return store;
  }

  /** What it exports, in its own order. */
  public Map<String, ItemType> exports() {
    Map<String, ItemType> types = new LinkedHashMap<>();
    items.forEach((each, item) -> types.put(each, Item.typeOf(item)));
    return types;
  }

  Map<String, Item> items() {
    return items;
  }

  /**
   * An exported function; methods of resources carry their WIT names, as {@code
   * [method]counter.get}.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if there is none, naming those that are there
   */
  public Func func(String function) {
    return findFunc(function)
        .orElseThrow(() -> unknown("function", function, items, ComponentFunc.class).toException());
  }

  /** An exported function, if there is one. */
  public Optional<Func> findFunc(String function) {
    return items.get(function) instanceof ComponentFunc func
        ? Optional.of(new Func(store, function, func))
        : Optional.empty();
  }

  /**
   * An exported interface. The version may differ on the same semver track.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if there is none, naming those that are there
   */
  public Instance instance(String exported) {
    return findInstance(exported)
        .orElseThrow(
            () -> unknown("interface", exported, items, Item.OfInstance.class).toException());
  }

  /** An exported interface, if there is one. */
  public Optional<Instance> findInstance(String exported) {
    return SemverTrack.best(exported, items.keySet())
        .flatMap(
            found ->
                items.get(found) instanceof Item.OfInstance(var inner)
                    ? Optional.of(new Instance(store, found, inner))
                    : Optional.empty());
  }

  private Diagnostic unknown(
      String what, String wanted, Map<String, Item> among, Class<? extends Item> kind) {
    List<String> there =
        among.entrySet().stream()
            .filter(each -> kind.isInstance(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    Diagnostic found =
        Diagnostic.error(
            RuntimeCode.UNKNOWN_EXPORT, "`" + name + "` exports no " + what + " `" + wanted + "`");
    return there.isEmpty()
        ? found.help("it exports no " + what + " at all")
        : found.help("it exports `" + String.join("`, `", there) + "`");
  }
}
