package dev.witj.encode.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.ProducersSection;
import java.util.List;

/** The custom section that says what made a binary. */
public final class Producers {
  /** What this tool calls itself there. */
  public static final String TOOL = "wit-j";

  private static final ProducersSection OWN =
      new ProducersSection(
          List.of(
              new ProducersSection.Field(
                  "processed-by", List.of(new ProducersSection.Value(TOOL, version())))));

  private Producers() {}

  /** The version of this library, as its jar says. */
  private static String version() {
    String version = Producers.class.getPackage().getImplementationVersion();
    return version == null ? "0.1.0" : version;
  }

  /** The section for a component. */
  public static ComponentElement.Custom section() {
    ModuleSection.Custom own = moduleSection();
    ByteSlice data = own.data();
    return new ComponentElement.Custom(own.name(), data);
  }

  /** The section for a core module. */
  public static ModuleSection.Custom moduleSection() {
    return OWN.toCustom();
  }
}
