package dev.witj.inspect;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.NameSection;
import dev.witj.diagnostics.DiagnosticException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every name that the name sections of a binary and of what is in it give, by what it is for. Left
 * out is what a module or component in a component calls itself: the text has one name for that and
 * for what the component around it calls it, and the latter is the one that references use. So are
 * names of data segments that are not there (a linker of components moves the segments of several
 * modules into one and leaves their names): text has no place for them.
 */
final class AllNames {
  private final Map<String, String> names = new TreeMap<>();

  private AllNames() {}

  static Map<String, String> of(ByteSlice binary) {
    AllNames all = new AllNames();
    all.add("", binary);
    return all.names;
  }

  private void add(String path, ByteSlice binary) {
    if (BinaryKind.of(binary).orElseThrow() == BinaryKind.MODULE) {
      module(path, CoreModule.read(binary));
    } else {
      component(path, ComponentModel.read(binary));
    }
  }

  private void module(String path, CoreModule module) {
    module
        .customSections(NameSection.NAME)
        .findFirst()
        .ifPresent(
            section -> {
              try {
                module(path, NameSection.read(section.customData()), module.data().size());
              } catch (DiagnosticException _) {
                // Names that are malformed are none.
              }
            });
  }

  private void module(String path, NameSection section, int dataSegments) {
    for (NameSection.Part part : section.parts()) {
      switch (part) {
        case NameSection.Part.Module(var name) -> addOwn(path, name);
        case NameSection.Part.Names(var kind, var list) ->
            list.stream()
                .filter(each -> kind != NameSection.Kind.DATA || each.index() < dataSegments)
                .forEach(each -> names.putIfAbsent(path + kind + " " + each.index(), each.name()));
        case NameSection.Part.IndirectNames(var kind, var groups) ->
            groups.forEach(
                group ->
                    group
                        .names()
                        .forEach(
                            each ->
                                names.putIfAbsent(
                                    path + kind + " " + group.index() + " " + each.index(),
                                    each.name())));
        case NameSection.Part.Unknown _ -> {}
      }
    }
  }

  private void addOwn(String path, String name) {
    if (path.isEmpty()) {
      names.putIfAbsent("itself", name);
    }
  }

  private void component(String path, ComponentModel component) {
    component
        .names()
        .ifPresent(
            section -> {
              section.name().ifPresent(name -> addOwn(path, name));
              for (ComponentNameSection.Part part : section.parts()) {
                if (part instanceof ComponentNameSection.Part.Names(var sort, var list)) {
                  list.forEach(
                      each -> names.putIfAbsent(path + sort + " " + each.index(), each.name()));
                }
              }
            });
    int inner = 0;
    for (ComponentElement element : component.elements().toList()) {
      switch (element) {
        case ComponentElement.CoreModule(var bytes) -> add(path + inner++ + "/", bytes);
        case ComponentElement.NestedComponent(var bytes) -> add(path + inner++ + "/", bytes);
        default -> {}
      }
    }
  }
}
