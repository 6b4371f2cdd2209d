package dev.witj.engine;

/** What a reference to something of a guest's own, which is no function or exception, refers to. */
public interface GuestObject {
  /** Which kind of object it is. */
  enum Kind {
    STRUCT,
    ARRAY,
    I31
  }

  /** Which kind of object it is. */
  Kind kind();
}
