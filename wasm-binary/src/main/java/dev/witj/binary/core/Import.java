package dev.witj.binary.core;

/** One thing a module needs. */
public record Import(String module, String name, ExternType type) {}
