package dev.witj.wasi.http;

import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.http.jetty.JettySender;
import dev.witj.wasi.internal.SessionAccess;
import dev.witj.wasi.serving.ServiceImports;

/**
 * {@code wasi:http} 0.2: lets guests make requests and answer them. Where they may go is said by
 * {@link Wasi.Builder#network}; nowhere, unless it is.
 */
public final class WasiHttp {
  private WasiHttp() {}

  /**
   * Serves {@code wasi:http/types} and {@code wasi:http/outgoing-handler}.
   *
   * @param wasi what else the guests have, which the linker must serve, too
   */
  public static void addTo(Linker linker, Wasi wasi) {
    ServiceImports.addTo(linker, store -> session(wasi, store));
  }

  static HttpSession session(Wasi wasi, Store store) {
    return store.data(
        HttpSession.class,
        () -> new HttpSession(SessionAccess.session(wasi, store), JettySender.shared()));
  }
}
