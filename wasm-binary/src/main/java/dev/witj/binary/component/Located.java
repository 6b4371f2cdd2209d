package dev.witj.binary.component;

import dev.witj.binary.ByteRange;

/** An element and the bytes that say so, without the header of the section. */
public record Located(ComponentElement element, ByteRange range) {}
