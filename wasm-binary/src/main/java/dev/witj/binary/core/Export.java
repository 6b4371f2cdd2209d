package dev.witj.binary.core;

/** One thing a module gives, by its index in the index space of its kind. */
public record Export(String name, ExternKind kind, int index) {}
