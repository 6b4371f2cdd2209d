package dev.witj.runtime;

/**
 * A host function together with the codecs that its values go through.
 *
 * @param type the type with which a component imports the function, with the host's codecs in it
 * @param body what runs
 */
public record TypedHostFunction(FuncType type, HostFunction body) {}
