package dev.witj.wasi.http.exchange;

/** Why an exchange failed, in the words that all versions of WASI share. */
public enum HttpProblem {
  DNS_ERROR("the name of the host is not known"),
  DESTINATION_IP_PROHIBITED("the address is prohibited"),
  DESTINATION_UNAVAILABLE("the host is unreachable"),
  CONNECTION_REFUSED("connection refused"),
  CONNECTION_LIMIT_REACHED("too many connections are open"),
  CONNECTION_TERMINATED("the connection ended"),
  CONNECTION_TIMEOUT("connecting timed out"),
  CONNECTION_READ_TIMEOUT("reading timed out"),
  TLS_PROTOCOL_ERROR("the TLS handshake failed"),
  TLS_CERTIFICATE_ERROR("the certificate is not trusted"),
  REQUEST_DENIED("the request is not allowed"),
  REQUEST_METHOD_INVALID("invalid method"),
  REQUEST_URI_INVALID("invalid URI"),
  REQUEST_BODY_SIZE("the body of the request has another length than announced"),
  RESPONSE_BODY_SIZE("the body of the response has another length than announced"),
  RESPONSE_TIMEOUT("no response in time"),
  RESPONSE_INCOMPLETE("the response ended early"),
  REQUEST_TOO_LARGE("the body of the request is longer than allowed"),
  PROTOCOL_ERROR("the protocol was not kept"),
  INTERNAL_ERROR("internal error");

  private final String text;

  HttpProblem(String text) {
    this.text = text;
  }

  /** What a guest may read of it. */
  public String text() {
    return text;
  }

  /** The failure with this reason. */
  public HttpFailure failure() {
    return new HttpFailure(this, java.util.OptionalLong.empty());
  }
}
