package dev.witj.binary.core;

/** What a type definition defines. */
public sealed interface CompositeType permits FuncType, StructType, ArrayType {}
