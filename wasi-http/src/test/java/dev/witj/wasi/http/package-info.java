@org.jspecify.annotations.NullMarked
package dev.witj.wasi.http;
