package dev.witj.runtime.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.GuestResource;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.internal.abi.HostResources;
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
    HostCall call = new HostCall(resources);
    int rep = call.lowerOwn(new OwnType(host), file);
    assertSame(file, call.liftBorrow(new BorrowType(host), rep));
    assertSame(file, call.liftOwn(new OwnType(host), rep));
    assertThrows(TrapException.class, () -> resources.get(rep));
  }

  @Test
  void lendsObjectsForOneCall() {
    int rep;
    try (HostCall call = new HostCall(resources)) {
      rep = call.lowerBorrow(new BorrowType(host), "file");
      assertEquals("file", resources.get(rep));
    }
    assertThrows(TrapException.class, () -> resources.get(rep));
  }

  @Test
  void ownsGuestsResourcesUntilClosed() {
    HostCall call = new HostCall(resources);
    GuestResource blob = (GuestResource) call.liftOwn(new OwnType(guest), 7);
    assertTrue(blob.isOwned());
    blob.close();
    blob.close();
    assertEquals(List.of(7), dropped);
    assertThrows(IllegalStateException.class, () -> call.lowerOwn(new OwnType(guest), blob));
  }

  @Test
  void movesGuestsResourcesOut() {
    HostCall call = new HostCall(resources);
    GuestResource blob = (GuestResource) call.liftOwn(new OwnType(guest), 7);
    assertEquals(7, call.lowerOwn(new OwnType(guest), blob));
    assertFalse(blob.isOpen());
    blob.close();
    assertEquals(List.of(), dropped);
  }

  @Test
  void keepsLentResourcesAliveForTheCall() {
    GuestResource blob = (GuestResource) new HostCall(resources).liftOwn(new OwnType(guest), 7);
    try (HostCall call = new HostCall(resources)) {
      assertEquals(7, call.lowerBorrow(new BorrowType(guest), blob));
      assertThrows(IllegalStateException.class, blob::close);
      assertThrows(IllegalStateException.class, () -> call.lowerOwn(new OwnType(guest), blob));
    }
    blob.close();
    assertEquals(List.of(7), dropped);
  }

  @Test
  void endsBorrowsWithTheCall() {
    GuestResource blob;
    try (HostCall call = new HostCall(resources)) {
      blob = (GuestResource) call.liftBorrow(new BorrowType(guest), 7);
      assertFalse(blob.isOwned());
      assertThrows(IllegalStateException.class, () -> call.lowerOwn(new OwnType(guest), blob));
    }
    assertFalse(blob.isOpen());
    assertThrows(
        IllegalStateException.class,
        () -> new HostCall(resources).lowerBorrow(new BorrowType(guest), blob));
    blob.close();
    assertEquals(List.of(), dropped);
  }

  @Test
  void refusesResourcesOfOthers() {
    ResourceType other = ResourceType.ofGuest("blob", new Object(), rep -> {});
    HostCall call = new HostCall(resources);
    Object blob = call.liftOwn(new OwnType(other), 7);
    assertThrows(IllegalArgumentException.class, () -> call.lowerOwn(new OwnType(guest), blob));
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
  }
}
