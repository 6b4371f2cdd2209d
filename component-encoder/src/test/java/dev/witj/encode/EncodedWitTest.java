package dev.witj.encode;

import dev.witj.testdata.Corpus;
import dev.witj.testdata.WitCase;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.PackageSource;
import dev.witj.wit.WitJson;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases of the wit-parser suite that the parser cannot read without a decoder. */
class EncodedWitTest {
  private static final WitParser PARSER =
      new WitParser(
          WitOptions.defaults()
              .withBuiltins(PackageSource.none())
              .withDecoder(EncodedPackages.withAssembler(WatAssembler::assemble)));

  @TestFactory
  Stream<DynamicTest> resolvesAsApproved() {
    return WitCase.in(Corpus.suite("wit-parser"), ".wit.json").stream()
        .filter(WitCase::isEncoded)
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () -> each.verifyTree(WitJson.print(PARSER.parse(each.input()).resolve()))));
  }
}
