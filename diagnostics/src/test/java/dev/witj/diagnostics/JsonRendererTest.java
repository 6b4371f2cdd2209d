package dev.witj.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonRendererTest {
  private enum Codes implements Code {
    TYPE_NOT_FOUND("type `{}` does \"not\" exist"),
    BAD_MAGIC("{}");

    private final String template;

    Codes(String template) {
      this.template = template;
    }

    @Override
    public String template() {
      return template;
    }
  }

  private static final Source TEXT = Source.text("dir/ä b.wit", "// ä𝄞\nuse it;\n");
  private static final Source BINARY = Source.binary("a.wasm");

  /** A text with every part, a binary, and one that stands nowhere. */
  private static final List<Diagnostic> SOME =
      List.of(
          Codes.TYPE_NOT_FOUND
              .error("it")
              .at(TEXT.span(11, 13), "not found")
              .with(TEXT.span(3, 8), "")
              .with(Span.none(), "nowhere")
              .note("looked here")
              .help("try that"),
          Codes.BAD_MAGIC.warning("odd header").at(BINARY.span(4, 8)),
          Codes.BAD_MAGIC.error("nothing there").at(Span.none()));

  @Test
  void writesEveryPart() {
    assertEquals(
        """
        {
          "diagnostics": [
            {
              "code": "type-not-found",
              "severity": "error",
              "message": "type `it` does \\"not\\" exist",
              "primary": {
                "file": "dir/ä b.wit",
                "start": {
                  "line": 2,
                  "column": 5,
                  "offset": 14
                },
                "end": {
                  "line": 2,
                  "column": 7,
                  "offset": 16
                },
                "text": "not found"
              },
              "related": [
                {
                  "file": "dir/ä b.wit",
                  "start": {
                    "line": 1,
                    "column": 4,
                    "offset": 3
                  },
                  "end": {
                    "line": 2,
                    "column": 2,
                    "offset": 11
                  }
                }
              ],
              "notes": [
                "looked here"
              ],
              "help": "try that"
            },
            {
              "code": "bad-magic",
              "severity": "warning",
              "message": "odd header",
              "primary": {
                "file": "a.wasm",
                "start": {
                  "offset": 4
                },
                "end": {
                  "offset": 8
                }
              },
              "related": [],
              "notes": []
            },
            {
              "code": "bad-magic",
              "severity": "error",
              "message": "nothing there",
              "related": [],
              "notes": []
            }
          ]
        }\
        """,
        JsonRenderer.render(SOME));
  }

  @Test
  void writesAnEmptyArrayForNoFindings() {
    assertEquals("{\n  \"diagnostics\": []\n}", JsonRenderer.render(List.of()));
  }

  @Test
  void writesASarifLog() {
    assertEquals(
        """
        {
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "wit-j",
                  "version": "1.0",
                  "rules": [
                    {
                      "id": "bad-magic"
                    },
                    {
                      "id": "type-not-found"
                    }
                  ]
                }
              },
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "ruleId": "type-not-found",
                  "ruleIndex": 1,
                  "level": "error",
                  "message": {
                    "text": "type `it` does \\"not\\" exist\\nnote: looked here\\nhelp: try that"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "dir/%C3%A4%20b.wit"
                        },
                        "region": {
                          "startLine": 2,
                          "startColumn": 5,
                          "endLine": 2,
                          "endColumn": 7
                        }
                      },
                      "message": {
                        "text": "not found"
                      }
                    }
                  ],
                  "relatedLocations": [
                    {
                      "id": 1,
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "dir/%C3%A4%20b.wit"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 4,
                          "endLine": 2,
                          "endColumn": 2
                        }
                      }
                    }
                  ]
                },
                {
                  "ruleId": "bad-magic",
                  "ruleIndex": 0,
                  "level": "warning",
                  "message": {
                    "text": "odd header"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "a.wasm"
                        },
                        "region": {
                          "byteOffset": 4,
                          "byteLength": 4
                        }
                      }
                    }
                  ]
                },
                {
                  "ruleId": "bad-magic",
                  "ruleIndex": 0,
                  "level": "error",
                  "message": {
                    "text": "nothing there"
                  }
                }
              ]
            }
          ]
        }\
        """,
        SarifRenderer.render(SOME, "wit-j", Optional.of("1.0")));
  }

  @Test
  void escapesFileNamesForUris() {
    assertEquals("a/b.wit", SarifRenderer.uri("a/b.wit"));
    assertEquals("../b.wit", SarifRenderer.uri("../b.wit"));
    assertEquals("a/b%20%25c.wit", SarifRenderer.uri("a\\b %c.wit"));
    assertEquals("%3Cstdin%3E", SarifRenderer.uri("<stdin>"));
    assertEquals("./wasi:io@0.2.0.wit", SarifRenderer.uri("wasi:io@0.2.0.wit"));
    assertEquals("file:///tmp/a%23.wit", SarifRenderer.uri("/tmp/a#.wit"));
    assertEquals("file:///C:/a.wit", SarifRenderer.uri("C:\\a.wit"));
  }
}
