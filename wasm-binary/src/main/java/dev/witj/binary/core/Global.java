package dev.witj.binary.core;

/** A global that a module defines, and its first value. */
public record Global(GlobalType type, ConstExpr initializer) {}
