package dev.witj.runtime.internal.abi;

/**
 * A string on its way from one component to another. How much memory the receiver asks for depends
 * on how the sender kept it.
 *
 * @param value the string, without lone surrogates
 * @param form how it lay in the sender's memory
 * @param codeUnits the length in the sender's code units
 */
record LiftedString(String value, StringForm form, int codeUnits) {}
