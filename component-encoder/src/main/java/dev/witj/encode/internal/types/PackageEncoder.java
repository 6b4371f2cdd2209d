package dev.witj.encode.internal.types;

import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.WorldId;
import java.util.List;

/** Adds what stands for the items of a package to a component. */
public final class PackageEncoder {
  private PackageEncoder() {}

  /** Adds the type of an interface. */
  public static void addInterface(
      ComponentBuilder out, Resolve resolve, String name, InterfaceId id) {
    export(out, name, ComponentTypeScope.ofInterface(resolve, id));
  }

  /** Adds the type of a world, wrapped once more so that its full name stands somewhere. */
  public static void addWorld(ComponentBuilder out, Resolve resolve, String name, WorldId id) {
    Declaration world = new ComponentElement.TypeDef(ComponentTypeScope.ofWorld(resolve, id));
    Declaration export =
        new Declaration.Export(
            ExternName.of(resolve.qualifiedName(id)), new ExternDesc.Component(0));
    export(out, name, new TypeDefinition.Component(List.of(world, export)));
  }

  private static void export(ComponentBuilder out, String name, TypeDefinition type) {
    int index = out.add(new ComponentElement.TypeDef(type));
    out.add(new ComponentElement.Export(ExternName.of(name), new SortIndex(Sort.TYPE, index)));
  }
}
