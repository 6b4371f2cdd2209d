package dev.witj.binary.component;

/** An import or export with its type. */
public record Extern(ExternName name, EntityType type) {}
