package dev.witj.runtime.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.GuestResource;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.abi.HostResources;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostCallTest {
  private final HostResources resources = new HostResources();
  private final List<Integer> dropped = new ArrayList<>();
  private final ResourceType guest = ResourceType.ofGuest("blob", new Object(), dropped::add);
  private final ResourceType host = ResourceType.ofHost("file");

  @Test
  void handsTheHostsOwnObjectsBack() {
    Object file = new Object();
    HostCall call = new HostCall(resources, null);
    int rep = call.lowerOwn(host, ResourceCodec.PLAIN, file);
    assertSame(file, call.liftBorrow(host, ResourceCodec.PLAIN, rep));
    assertSame(file, call.liftOwn(host, ResourceCodec.PLAIN, rep));
    assertThrows(TrapException.class, () -> resources.get(rep));
  }

  @Test
  void lendsObjectsForOneCall() {
    int rep;
    try (HostCall call = new HostCall(resources, null)) {
      rep = call.lowerBorrow(host, ResourceCodec.PLAIN, "file");
      assertEquals("file", resources.get(rep));
    }
    assertThrows(TrapException.class, () -> resources.get(rep));
  }

  @Test
  void ownsGuestsResourcesUntilClosed() {
    HostCall call = new HostCall(resources, null);
    GuestResource blob = (GuestResource) call.liftOwn(guest, ResourceCodec.PLAIN, 7);
    assertTrue(blob.isOwned());
    blob.close();
    blob.close();
    assertEquals(List.of(7), dropped);
    assertThrows(
        IllegalStateException.class, () -> call.lowerOwn(guest, ResourceCodec.PLAIN, blob));
  }

  @Test
  void movesGuestsResourcesOut() {
    HostCall call = new HostCall(resources, null);
    GuestResource blob = (GuestResource) call.liftOwn(guest, ResourceCodec.PLAIN, 7);
    assertEquals(7, call.lowerOwn(guest, ResourceCodec.PLAIN, blob));
    assertFalse(blob.isOpen());
    blob.close();
    assertEquals(List.of(), dropped);
  }

  @Test
  void keepsLentResourcesAliveForTheCall() {
    GuestResource blob =
        (GuestResource) new HostCall(resources, null).liftOwn(guest, ResourceCodec.PLAIN, 7);
    try (HostCall call = new HostCall(resources, null)) {
      assertEquals(7, call.lowerBorrow(guest, ResourceCodec.PLAIN, blob));
      assertThrows(IllegalStateException.class, blob::close);
      assertThrows(
          IllegalStateException.class, () -> call.lowerOwn(guest, ResourceCodec.PLAIN, blob));
    }
    blob.close();
    assertEquals(List.of(7), dropped);
  }

  @Test
  void endsBorrowsWithTheCall() {
    GuestResource blob;
    try (HostCall call = new HostCall(resources, null)) {
      blob = (GuestResource) call.liftBorrow(guest, ResourceCodec.PLAIN, 7);
      assertFalse(blob.isOwned());
      assertThrows(
          IllegalStateException.class, () -> call.lowerOwn(guest, ResourceCodec.PLAIN, blob));
    }
    assertFalse(blob.isOpen());
    assertThrows(
        IllegalStateException.class,
        () -> new HostCall(resources, null).lowerBorrow(guest, ResourceCodec.PLAIN, blob));
    blob.close();
    assertEquals(List.of(), dropped);
  }

  @Test
  void refusesResourcesOfOthers() {
    ResourceType other = ResourceType.ofGuest("blob", new Object(), rep -> {});
    HostCall call = new HostCall(resources, null);
    Object blob = call.liftOwn(other, ResourceCodec.PLAIN, 7);
    assertThrows(
        IllegalArgumentException.class, () -> call.lowerOwn(guest, ResourceCodec.PLAIN, blob));
  }

  @Test
  void closesWhatTheGuestDrops() {
    List<String> closed = new ArrayList<>();
    AutoCloseable closeable = () -> closed.add("closed");
    host.hostDestructor().accept(closeable);
    assertEquals(List.of("closed"), closed);
    AutoCloseable failing =
        () -> {
          throw new java.io.IOException("disk");
        };
    TrapException trap =
        assertThrows(TrapException.class, () -> host.hostDestructor().accept(failing));
    assertEquals(TrapCode.HOST_FAILURE, trap.code());
    assertEquals("dropping a `file` of the host failed", trap.getMessage());
    assertInstanceOf(java.io.IOException.class, trap.getCause());
    ResourceType broken =
        ResourceType.ofHost(
            "file",
            object -> {
              throw new IllegalStateException(object.toString());
            });
    TrapException other =
        assertThrows(TrapException.class, () -> broken.hostDestructor().accept("a path"));
    assertEquals("dropping a `file` of the host failed", other.getMessage());
  }
}
