package dev.witj.wasi.http;

import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.http.internal.v0_3.HttpSession03;
import dev.witj.wasi.http.jetty.JettySender;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.SessionAccess;
import dev.witj.wasi.internal.v0_3.Session03;
import dev.witj.wasi.serving.ServiceImports;

/**
 * {@code wasi:http} 0.2 and 0.3: lets guests make requests and answer them. Where they may go is
 * said by {@link Wasi.Builder#network}; nowhere, unless it is.
 */
public final class WasiHttp {
  private WasiHttp() {}

  /**
   * Serves {@code wasi:http/types} and {@code wasi:http/outgoing-handler}, or {@code
   * wasi:http/client}.
   *
   * @param wasi what else the guests have, which the linker must serve, too
   */
  public static void addTo(Linker linker, Wasi wasi) {
    Linker _ =
        linker
            .later(
                name -> isOf(name, "@0.2."),
                to -> ServiceImports.addTo(to, store -> session(wasi, store)))
            .later(
                name -> isOf(name, "@0.3."),
                to ->
                    dev.witj.wasi.serving.v0_3.ServiceImports.addTo(
                        to, store -> session03(wasi, store)));
  }

  private static boolean isOf(String name, String track) {
    return name.startsWith("wasi:http/") && name.contains(track);
  }

  static HttpSession session(Wasi wasi, Store store) {
    Session session = SessionAccess.session(wasi, store);
    return session.more(HttpSession.class, () -> new HttpSession(session, JettySender.shared()));
  }

  static HttpSession03 session03(Wasi wasi, Store store) {
    Session session = SessionAccess.session(wasi, store);
    return session.more(
        HttpSession03.class, () -> new HttpSession03(Session03.of(session), JettySender.shared()));
  }
}
