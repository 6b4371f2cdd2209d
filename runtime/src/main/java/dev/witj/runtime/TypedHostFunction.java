package dev.witj.runtime;

import dev.witj.runtime.value.FuncCodec;

/**
 * A host function together with the codecs that its values go through.
 *
 * @param codecs make the arguments and take the result apart
 * @param body what runs
 */
public record TypedHostFunction(FuncCodec codecs, HostFunction body) {}
