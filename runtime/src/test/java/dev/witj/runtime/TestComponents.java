package dev.witj.runtime;

import static dev.witj.runtime.internal.core.CoreModules.I32;
import static dev.witj.runtime.internal.core.CoreModules.body;
import static dev.witj.runtime.internal.core.CoreModules.export;
import static dev.witj.runtime.internal.core.CoreModules.index;
import static dev.witj.runtime.internal.core.CoreModules.type;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.runtime.internal.core.CoreModules;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import java.util.List;
import java.util.Optional;

/** Small components, put together element by element. */
final class TestComponents {
  private TestComponents() {}

  /**
   * Imports {@code host: func(x: u32) -> u32} and exports functions of the same type: {@code call}
   * passes its argument on to the host, {@code spin} runs for ever, {@code trap} traps, {@code
   * grow} grows the memory of one page by so many pages and {@code add} adds one to a counter.
   */
  static byte[] caller() {
    byte[] module =
        new CoreModules()
            .section(1, type(new int[] {I32}, I32))
            .section(2, CoreModules.importFunc("", "host", 0))
            .section(3, index(0), index(0), index(0), index(0), index(0))
            .section(5, new ByteWriter().writeByte(0).writeU32(1).toByteArray())
            .section(
                6,
                new ByteWriter()
                    .writeByte(I32)
                    .writeByte(1)
                    .writeByte(0x41)
                    .writeByte(0)
                    .writeByte(0x0b)
                    .toByteArray())
            .section(
                7,
                export("call", CoreModules.FUNC, 1),
                export("spin", CoreModules.FUNC, 2),
                export("trap", CoreModules.FUNC, 3),
                export("grow", CoreModules.FUNC, 4),
                export("add", CoreModules.FUNC, 5))
            .section(
                10,
                body(0x20, 0, 0x10, 0),
                body(0x03, 0x40, 0x0c, 0, 0x0b, 0x00),
                body(0x00),
                body(0x20, 0, 0x40, 0),
                body(0x23, 0, 0x41, 1, 0x6a, 0x24, 0, 0x23, 0))
            .build()
            .toByteArray();
    ComponentBuilder out = new ComponentBuilder();
    int type =
        out.add(
            new ComponentElement.TypeDef(
                new TypeDefinition.Func(
                    new Signature<>(
                        false,
                        List.of(new Field<>("x", ComponentValType.of(PrimitiveType.U32))),
                        Optional.of(ComponentValType.of(PrimitiveType.U32))))));
    int host =
        out.add(new ComponentElement.Import(ExternName.of("host"), new ExternDesc.Func(type)));
    int core = out.add(new ComponentElement.CoreModule(dev.witj.binary.ByteSlice.of(module)));
    int lowered =
        out.add(new ComponentElement.CanonDef(new Canon.Lower(host, CanonicalOptions.NONE)));
    int given =
        out.add(
            new ComponentElement.CoreInstance.Exports(
                List.of(
                    new ComponentElement.CoreInstance.CoreExport(
                        "host", new SortIndex(Sort.CORE_FUNC, lowered)))));
    int instance =
        out.add(
            new ComponentElement.CoreInstance.Instantiate(
                core, List.of(new ComponentElement.CoreInstance.CoreArgument("", given))));
    for (String name : List.of("call", "spin", "trap", "grow", "add")) {
      int func =
          out.add(new ComponentElement.Alias.CoreInstanceExport(Sort.CORE_FUNC, instance, name));
      int lifted =
          out.add(new ComponentElement.CanonDef(new Canon.Lift(func, type, CanonicalOptions.NONE)));
      int _ =
          out.add(
              new ComponentElement.Export(ExternName.of(name), new SortIndex(Sort.FUNC, lifted)));
    }
    return out.toByteArray();
  }

  /** Components in components, each of which makes two instances of the one in it. */
  static byte[] doubling(int levels) {
    byte[] inner = new ComponentBuilder().toByteArray();
    for (int i = 0; i < levels; i++) {
      ComponentBuilder out = new ComponentBuilder();
      int nested =
          out.add(new ComponentElement.NestedComponent(dev.witj.binary.ByteSlice.of(inner)));
      for (int twice = 0; twice < 2; twice++) {
        int _ = out.add(new ComponentElement.Instance.Instantiate(nested, List.of()));
      }
      inner = out.toByteArray();
    }
    return inner;
  }
}
