package dev.witj.binary.component;

/** One entry of a component or instance type; imports stand only in component types. */
public sealed interface Declaration
    permits ComponentElement.CoreTypeDef,
        ComponentElement.TypeDef,
        ComponentElement.Alias,
        ComponentElement.Import,
        Declaration.Export {
  /** Something that instances of the type export. */
  record Export(ExternName name, ExternDesc type) implements Declaration {}
}
