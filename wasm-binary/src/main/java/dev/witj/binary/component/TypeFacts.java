package dev.witj.binary.component;

/**
 * What is known of a type without walking it.
 *
 * @param size how many nodes it has, written out; bounded, so that no walk takes forever
 * @param borrows whether it contains a borrowed handle
 */
record TypeFacts(int size, boolean borrows) {}
