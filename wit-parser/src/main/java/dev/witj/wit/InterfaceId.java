package dev.witj.wit;

/** Refers to an interface of one resolve. */
public record InterfaceId(int index) implements Id {}
