package dev.witj.runtime.abi;

/**
 * A string on its way from one component to another. How much memory the receiver asks for depends
 * on how the sender kept it.
 *
 * @param value the string
 * @param encoding the sender's encoding
 * @param taggedCodeUnits the length in the sender's code units, with the tag of UTF-16
 */
record LiftedString(String value, StringEncoding encoding, long taggedCodeUnits) {}
