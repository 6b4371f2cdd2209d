package dev.witj.engine;

/**
 * Makes an instance again what it was when this was made, for somebody else: which takes less than
 * to make another one. Everything that the instance's code can change is made again, so that nobody
 * can tell it from a new one; what it was linked with stays, and has renewals of its own. To be
 * used while nobody is in the instance.
 */
public interface Renewal {
  /**
   * Makes the instance what it was.
   *
   * @return false if that cannot be done, as when a memory has grown: nobody is to use it any more
   */
  boolean restore();

  /**
   * Lets the instance, which was restored, count with another meter.
   *
   * @throws LinkException if that does not admit it
   */
  void begin(Meter meter);
}
