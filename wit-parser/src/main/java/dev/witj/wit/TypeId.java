package dev.witj.wit;

/** Refers to a type definition of one resolve. */
public record TypeId(int index) implements Id {}
