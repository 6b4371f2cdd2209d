package dev.witj.wit;

/** Refers to a package of one resolve. */
public record PackageId(int index) implements Id {}
