package dev.witj.wasi.net;

/**
 * Something that a guest asked for and did not get. It is told to the host; the guest only learns
 * that it was refused.
 *
 * @param what what it asked for
 * @param grant the option of the command line that would allow it
 */
public record Refusal(String what, String grant) {}
