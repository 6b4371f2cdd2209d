package dev.witj.wit;

/** Refers to a world of one resolve. */
public record WorldId(int index) implements Id {}
