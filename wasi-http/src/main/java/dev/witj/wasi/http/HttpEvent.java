package dev.witj.wasi.http;

import java.util.Optional;

/**
 * A request that was answered, for logs.
 *
 * @param number counts requests from 1
 * @param client the address it came from
 * @param method as {@code GET}
 * @param path what was asked for
 * @param status of the answer
 * @param requestBytes how long its body was
 * @param responseBytes how long the body of the answer was
 * @param nanos how long it took
 * @param problem what went wrong, for the host to read
 */
public record HttpEvent(
    long number,
    String client,
    String method,
    String path,
    int status,
    long requestBytes,
    long responseBytes,
    long nanos,
    Optional<String> problem) {}
