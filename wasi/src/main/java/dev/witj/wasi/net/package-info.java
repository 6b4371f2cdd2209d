/** What of the network guests may use: rules by protocol, host and port, as people write them. */
@NullMarked
package dev.witj.wasi.net;

import org.jspecify.annotations.NullMarked;
