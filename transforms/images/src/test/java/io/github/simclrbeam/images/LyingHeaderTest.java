package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A header below the limit on pixels, over next to no data, must cost neither time nor memory. */
final class LyingHeaderTest {
  private static final int WIDTH = 9_990;
  private static final int HEIGHT = 9_990;
  private static final long MEGABYTE = 1 << 20;

  static Stream<Arguments> lies() throws Exception {
    return Stream.of(
        Arguments.of("PNG", TestImages.png(WIDTH, HEIGHT, 8, 2, new byte[10], new byte[0])),
        Arguments.of("interlaced 1-bit PNG", png()),
        Arguments.of("GIF", gif()),
        Arguments.of("lossy WebP", webp()),
        Arguments.of("run-length coded BMP", bmp()),
        Arguments.of("uncompressed TIFF", tiff(1)),
        Arguments.of("fax TIFF", tiff(4)),
        Arguments.of("LZW TIFF", tiff(5)),
        Arguments.of("JPEG TIFF", tiff(7)),
        Arguments.of("deflate TIFF", tiff(8)),
        Arguments.of("PackBits TIFF", tiff(32773)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void ninetyNineMegapixelsInAHundredBytes(String name, byte[] encoded) throws Exception {
    assertThat(ImageHeader.read(encoded).pixels()).isEqualTo(99_800_100);
    ImageDecoder.decode(Seeds.of("rgb8_trns.png"), 3);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long start = threads.getCurrentThreadCpuTime();
    UndecodableImageException fault =
        catchThrowableOfType(
            UndecodableImageException.class, () -> ImageDecoder.decode(encoded, 3));
    assertThat(fault.reason()).isIn("truncated", "corrupt");
    assertThat(threads.getCurrentThreadAllocatedBytes() - bytes).isLessThan(20 * MEGABYTE);
    assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(500_000_000);
  }

  /** The page is small; the JPEG in its strip says otherwise. */
  @Test
  void jpegWithinATiffMayNotBeLarger() {
    byte[] tiff = Seeds.of("RGB_jpeg.tif").clone();
    for (int i = 0; i + 8 < tiff.length; i++) {
      if (tiff[i] == (byte) 0xff && tiff[i + 1] == (byte) 0xc0) {
        ByteBuffer.wrap(tiff).putInt(i + 5, 65_500 << 16 | 65_500);
      }
    }
    UndecodableImageException fault =
        catchThrowableOfType(UndecodableImageException.class, () -> ImageDecoder.decode(tiff, 3));
    assertThat(fault)
        .hasMessage("pixels of a frame must be at most 100000000, but were: 4290250000");
  }

  private static byte[] png() {
    byte[] png = TestImages.png(WIDTH, HEIGHT, 1, 0, new byte[10], new byte[0]);
    png[28] = 1;
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    return png;
  }

  private static byte[] gif() {
    ByteBuffer gif = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
    gif.putShort((short) WIDTH).putShort((short) HEIGHT).put(new byte[3]);
    gif.put((byte) 0x2c).putInt(0).putShort((short) WIDTH).putShort((short) HEIGHT);
    gif.put(new byte[] {(byte) 0x80, 0, 0, 0, 1, 1, 1, 2, 2, 0x44, 1, 0, 0x3b});
    return TestImages.cut(gif.array(), 0, gif.position());
  }

  private static byte[] webp() {
    byte[] webp = Seeds.of("L.webp").clone();
    ByteBuffer data = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort(26, (short) WIDTH).putShort(28, (short) HEIGHT);
    return webp;
  }

  private static byte[] bmp() {
    byte[] bmp = Seeds.of("rle8.bmp").clone();
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, WIDTH).putInt(22, HEIGHT);
    return bmp;
  }

  /** One strip of 20 bytes. */
  private static byte[] tiff(int compression) {
    int[][] tags = {
      {256, WIDTH}, {257, HEIGHT}, {258, compression == 4 ? 1 : 8}, {259, compression},
      {262, 1}, {273, 8}, {278, HEIGHT}, {279, 20}
    };
    ByteBuffer tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(28).put(new byte[20]);
    tiff.putShort((short) tags.length);
    for (int[] tag : tags) {
      tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
    }
    return tiff.array();
  }
}
