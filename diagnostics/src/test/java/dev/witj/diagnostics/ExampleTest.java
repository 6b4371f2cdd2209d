package dev.witj.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What the page of the package shows. */
class ExampleTest {
  // @start region="report"
  enum ShopCode implements Code {
    /** Something is sold that nobody has. */
    NOT_IN_STOCK("there is no `{}` in stock");

    private final String template;

    ShopCode(String template) {
      this.template = template;
    }

    @Override
    public String template() {
      return template;
    }
  }

  static String report(String order) {
    Source source = Source.text("order.txt", order);
    Diagnostics found = new Diagnostics();
    int at = order.indexOf("pears");
    found.report(
        ShopCode.NOT_IN_STOCK
            .error("pears")
            .at(source.span(at, at + 5), "ordered here")
            .help("order `apples`"));
    return TextRenderer.plain().render(found.all());
  }

  // @end

  @Test
  void saysWhatIsWrong() {
    assertEquals(
        """
        error: there is no `pears` in stock
         --> order.txt:1:3
          |
        1 | 2 pears
          |   ^^^^^ ordered here
          = help: order `apples`\
        """,
        report("2 pears\n"));
  }
}
