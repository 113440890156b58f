package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes written out by hand from the instructions' codes; Python's pickle.loads reads each. */
final class PickleTest {
  @Test
  void numbersAreFourBytesLittleEndian() {
    assertThat(hex(new Pickle().tuple(1, -2, 70000)))
        .isEqualTo("8002" + "28" + "4a01000000" + "4afeffffff" + "4a70110100" + "74" + "2e");
  }

  @Test
  void textHasItsLengthInBytes() {
    assertThat(hex(new Pickle().string("hé"))).isEqualTo("8002" + "5803000000" + "68c3a9" + "2e");
  }

  @Test
  void callsAreAFunctionATupleAndReduce() {
    assertThat(hex(new Pickle().global("collections", "OrderedDict").emptyTuple().call()))
        .isEqualTo(
            "8002" + "63636f6c6c656374696f6e730a4f726465726564446963740a" + "29" + "52" + "2e");
  }

  @Test
  void objectsAreAClassANewInstanceAndItsAttributes() {
    assertThat(hex(new Pickle().object("m", "C").string("a").bool(true).endObject()))
        .isEqualTo("8002" + "636d0a430a" + "2981" + "7d28" + "580100000061" + "88" + "7562" + "2e");
  }

  private static String hex(Pickle pickle) {
    return HexFormat.of().formatHex(pickle.toBytes());
  }
}
