package dev.witj.binary.component;

/** What stands in the type index space of a component, resolved. */
public sealed interface AnyType
    permits DefinedType, ResourceName, FunctionType, ComponentType, InstanceType {}
