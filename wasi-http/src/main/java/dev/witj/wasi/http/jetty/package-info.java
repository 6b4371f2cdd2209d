/** The one place that knows Jetty: it carries requests and answers for {@code exchange}. */
@NullMarked
package dev.witj.wasi.http.jetty;

import org.jspecify.annotations.NullMarked;
