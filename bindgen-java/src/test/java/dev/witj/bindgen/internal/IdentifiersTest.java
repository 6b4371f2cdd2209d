package dev.witj.bindgen.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  @ParameterizedTest
  @CsvSource({
    "list-items, listItems, ListItems, LIST_ITEMS, list_items",
    "a1-b, a1B, A1B, A1_B, a1_b",
    "a1b, a1b, A1b, A1B, a1b",
    "foo-1, foo1, Foo1, FOO_1, foo_1",
    "HTTP-error, httpError, HttpError, HTTP_ERROR, http_error",
    "x, x, X, X, x"
  })
  void turnsLabelsIntoEachStyle(
      String label, String lower, String upper, String constant, String segment) {
    assertEquals(lower, Identifiers.lowerCamel(label));
    assertEquals(upper, Identifiers.upperCamel(label));
    assertEquals(constant, Identifiers.constant(label));
    assertEquals(segment, Identifiers.packageSegment(label));
  }

  @ParameterizedTest
  @ValueSource(strings = {"package", "default", "new", "true", "null", "int"})
  void keepsKeywordsOutOfPackages(String label) {
    assertEquals(label + "_", Identifiers.packageSegment(label));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"class", "default", "final", "goto", "int", "null", "switch", "true", "yield"})
  void marksKeywords(String label) {
    assertEquals(
        List.of(label + "_"),
        Identifiers.members(List.of(label), Identifiers::lowerCamel, Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"record", "var", "sealed", "permits", "when", "module", "with"})
  void leavesContextualKeywordsAlone(String label) {
    assertEquals(
        List.of(label), Identifiers.members(List.of(label), Identifiers::lowerCamel, Set.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "hash-code, hashCode_",
    "wait, wait_",
    "notify, notify_",
    "notify-all, notifyAll_",
    "to-string, toString_",
    "get-class, getClass_",
    "clone, clone_",
    "finalize, finalize_"
  })
  void keepsMembersOffTheMethodsOfObject(String label, String expected) {
    assertEquals(
        List.of(expected),
        Identifiers.members(List.of(label), Identifiers::lowerCamel, Identifiers.OBJECT_METHODS));
  }

  @Test
  void closeBelongsToAutoCloseable() {
    assertEquals(
        List.of("close_"),
        Identifiers.members(
            List.of("close"), Identifiers::lowerCamel, Identifiers.CLOSEABLE_METHODS));
  }

  @Test
  void namesOfOneScopeDiffer() {
    assertEquals(
        List.of("foo1", "foo1_", "class_", "foo1__"),
        Identifiers.members(
            List.of("foo-1", "foo1", "class", "Foo1"), Identifiers::lowerCamel, Set.of()));
  }

  @Test
  void regularNamesTellTheirLabels() {
    assertTrue(Identifiers.isToldBy("list-items", "listItems"));
    assertTrue(Identifiers.isToldBy("list-items", "ListItems"));
    assertTrue(Identifiers.isToldBy("f3", "f3"));
  }

  @Test
  void otherNamesDoNot() {
    assertFalse(Identifiers.isToldBy("hash-code", "hashCode_"));
    assertFalse(Identifiers.isToldBy("foo-1", "foo1"), "`1` does not look like a word in `foo1`");
    assertFalse(Identifiers.isToldBy("HTTP-error", "httpError"));
    assertFalse(Identifiers.isToldBy("error", "ErrorCase"));
  }
}
