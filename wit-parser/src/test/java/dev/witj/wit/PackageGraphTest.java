package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PackageGraphTest {
  @Test
  void followsTypesImportsAndExports() {
    Resolve resolve =
        new WitParser()
            .parseText(
                "test.wit",
                """
                package my:app@1.0.0;
                interface i { use a:a/types.{t}; }
                world w { import b:b/i; export c:c/i@1.2.0; }
                package a:a { interface types { type t = u8; } }
                package b:b { interface i { use a:a/types.{t}; } }
                package c:c@1.2.0 { interface i { } }
                """)
            .resolve();
    assertEquals(
        """
        digraph packages {
          rankdir = LR;
          "a:a";
          "b:b";
          "c:c@1.2.0";
          "my:app@1.0.0";
          "b:b" -> "a:a";
          "my:app@1.0.0" -> "a:a";
          "my:app@1.0.0" -> "b:b";
          "my:app@1.0.0" -> "c:c@1.2.0";
        }
        """,
        PackageGraph.of(resolve).toDot());
  }
}
