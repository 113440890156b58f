package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** TIFFs that ask for much more than they are. */
final class TiffBombTest {
  private static final DecodeSettings ALL_PIXELS =
      new DecodeSettings(
          new DecodeLimits(Integer.MAX_VALUE / 4, 1 << 30),
          0xffffff,
          Truncated.STRICT,
          Animations.FIRST_FRAME);

  /** A directory starts every four bytes, and each goes on over those behind it. */
  @Test
  void directoriesMayNotOverlapWithoutEnd() {
    ByteBuffer tiff = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
    tiff.putShort((short) 2).put(tag(256, 4)).put(tag(257, 4)).putInt(100);
    int entries = 40_000;
    for (int page = 0; page < 1000; page++) {
      int at = 100 + 4 * page;
      tiff.putShort(at, (short) entries);
      tiff.putInt(at + 2 + 12 * entries, at + 4);
    }
    // The first has 2 entries, each further one 40000: the fourth is one too many.
    UndecodableImageException fault = fault(tiff.array(), DecodeSettings.DEFAULT);
    assertThat(fault.reason()).isEqualTo("corrupt");
    assertThat(fault)
        .hasMessage(
            "the TIFF is corrupt: its directories must have at most 88405 entries, but have: 120002");
  }

  @Test
  void tilesOf2To64PixelsAreTooLarge() {
    byte[] tiff = tiff(4, 4, 1, new byte[16], tag(322, -1), tag(323, -1));
    UndecodableImageException fault = fault(tiff, DecodeSettings.DEFAULT);
    assertThat(fault.reason()).isEqualTo("too-large");
    assertThat(fault)
        .hasMessage("pixels of a frame must be at most 100000000, but were: " + Long.MAX_VALUE);
  }

  /** 2^28 pixels of 8 bytes are 2^31 bytes. */
  @Test
  void anImageThatNoArrayHoldsIsTooLarge() {
    byte[] tiff = tiff(1 << 14, 1 << 14, 4, new byte[600_000]);
    UndecodableImageException fault = fault(tiff, ALL_PIXELS);
    assertThat(fault.reason()).isEqualTo("too-large");
    assertThat(fault)
        .hasMessage("pixels of 8 bytes must be at most 268435454, but were: 16384 x 16384");
  }

  @Test
  void grayThatBecomesTransparentNeedsFourTimesItsBytes() throws Exception {
    assertThat(Raster.bytes(2, 3, 4, true)).isEqualTo(48);
    assertThat(Raster.bytes(1 << 14, 1 << 14, 4, false)).isEqualTo(1 << 30);
    UndecodableImageException fault =
        catchThrowableOfType(
            UndecodableImageException.class,
            () -> new Raster(1 << 14, 1 << 14, 1, true, false, new byte[0]).withTransparent(0));
    assertThat(fault.reason()).isEqualTo("too-large");
  }

  private static UndecodableImageException fault(byte[] tiff, DecodeSettings settings) {
    return catchThrowableOfType(
        UndecodableImageException.class, () -> ImageDecoder.decode(tiff, 3, settings));
  }

  /** RGB (or gray) by LZW in one strip. */
  private static byte[] tiff(int width, int height, int components, byte[] strip, byte[]... more) {
    int directory = 8 + strip.length;
    int tags = 9 + more.length;
    int bits = directory + 2 + 12 * tags + 4;
    ByteBuffer tiff = ByteBuffer.allocate(bits + 8).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(directory).put(strip);
    tiff.putShort((short) tags);
    tiff.put(tag(256, width)).put(tag(257, height));
    tiff.putShort((short) 258).putShort((short) 3).putInt(components);
    tiff.putInt(components == 1 ? 8 : bits);
    tiff.put(tag(259, 5)).put(tag(262, components == 1 ? 1 : 2)).put(tag(273, 8));
    tiff.put(tag(277, components)).put(tag(278, height)).put(tag(279, strip.length));
    for (byte[] tag : more) {
      tiff.put(tag);
    }
    for (int i = 0; i < 4; i++) {
      tiff.putShort(bits + 2 * i, (short) 16);
    }
    return tiff.array();
  }

  private static byte[] tag(int tag, int value) {
    ByteBuffer entry = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    return entry.putShort((short) tag).putShort((short) 4).putInt(1).putInt(value).array();
  }
}
