package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Gray TIFFs of 4 x 2 pixels in one strip. Codecs fill up what a strip lacks. */
final class ShortTiffTest {
  private static final byte[] PIXELS = TestImages.bytes(80, 80, 80, 80, 90, 90, 90, 90);

  /** 4 times 80, 4 times 90: a count less one as a negative number, or bytes as they are. */
  @Test
  void packBitsMustHoldAllRows() throws Exception {
    assertWhole(32773, "fd50fd5a");
    assertWhole(32773, "fd50035a5a5a5a");
    assertShort(32773, "fd50fe5a", 7);
    assertShort(32773, "fd50035a5a5a", 7);
    assertShort(32773, "fd50", 4);
  }

  /** Codes of 9 bits: clear 256, 80, 258 (twice 80), 80, 90, 261 (twice 90), 90, end 257. */
  @Test
  void lzwMustHoldAllRows() throws Exception {
    assertWhole(5, codes(256, 80, 258, 80, 90, 261, 90, 257));
    assertShort(5, codes(256, 80, 258, 80, 90, 261, 257), 7);
    assertShort(5, codes(256, 80, 258, 80, 90, 261), 7);
    assertShort(5, codes(256, 80, 300), 1);
  }

  @Test
  void deflateMustHoldAllRows() throws Exception {
    assertWhole(8, deflated(PIXELS));
    assertShort(8, deflated(Arrays.copyOf(PIXELS, 7)), 7);
    assertShort(8, deflated(PIXELS).substring(0, 4), 0);
  }

  @Test
  void uncompressedStripMustHoldAllRows() throws Exception {
    assertWhole(1, HexFormat.of().formatHex(PIXELS));
    assertThatThrownBy(() -> ImageDecoder.decode(tiff(1, "5050505050"), 1))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("the TIFF is cut: 4 x 2 pixels cannot be in 5 bytes of data");
  }

  private static void assertWhole(int compression, String strip) throws Exception {
    assertThat(ImageDecoder.decode(tiff(compression, strip), 1).bytes()).isEqualTo(PIXELS);
  }

  private static void assertShort(int compression, String strip, int holds) {
    assertThatThrownBy(() -> ImageDecoder.decode(tiff(compression, strip), 1))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("the TIFF is cut: strip or tile 1 must hold 8 bytes, but holds: " + holds);
  }

  private static byte[] tiff(int compression, String hex) {
    byte[] strip = HexFormat.of().parseHex(hex);
    int[][] tags = {
      {256, 4},
      {257, 2},
      {258, 8},
      {259, compression},
      {262, 1},
      {273, 8},
      {278, 2},
      {279, strip.length}
    };
    int directory = 8 + strip.length;
    ByteBuffer tiff = ByteBuffer.allocate(directory + 2 + 12 * tags.length + 4);
    tiff.order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(directory).put(strip);
    tiff.putShort((short) tags.length);
    for (int[] tag : tags) {
      tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
    }
    return tiff.array();
  }

  private static String deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] deflated = new byte[100];
    int length = deflater.deflate(deflated);
    deflater.end();
    return HexFormat.of().formatHex(deflated, 0, length);
  }

  /** Codes of 9 bits, the highest first. */
  private static String codes(int... codes) {
    byte[] bytes = new byte[(9 * codes.length + 7) / 8];
    for (int i = 0; i < 9 * codes.length; i++) {
      int bit = (codes[i / 9] >> (8 - i % 9)) & 1;
      bytes[i / 8] |= (byte) (bit << (7 - i % 8));
    }
    return HexFormat.of().formatHex(bytes);
  }
}
