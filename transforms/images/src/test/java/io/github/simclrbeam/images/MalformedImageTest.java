package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MalformedImageTest {
  private static final byte[] JPEG = ImageEncoder.jpeg(TestImages.gradient(64, 48, 3), 90);
  private static final byte[] PNG = ImageEncoder.png(TestImages.noise(16, 16, 3, 1));

  static Stream<Arguments> lies() {
    int jpeg = JPEG.length;
    int png = PNG.length;
    return Stream.of(
        row("an empty file", new byte[0], "empty", 0, "the file is empty"),
        row(
            "a text",
            "hello, this is text".getBytes(StandardCharsets.UTF_8),
            "not-an-image",
            0,
            "the first bytes are of no image format: 'hello, this '"),
        row(
            "zeros",
            new byte[4],
            "not-an-image",
            0,
            "the first bytes are of no image format: 00000000"),
        row(
            "JPEG without its last 2 bytes",
            TestImages.cut(JPEG, 0, jpeg - 2),
            "truncated",
            jpeg - 2,
            "the JPEG is cut: a scan's data end without an end-of-image marker"),
        row(
            "JPEG cut at 60%",
            TestImages.cut(JPEG, 0, jpeg * 6 / 10),
            "truncated",
            jpeg * 6 / 10,
            "the JPEG is cut: a scan's data end without an end-of-image marker"),
        row(
            "JPEG cut at 60% with an end pasted on",
            TestImages.join(TestImages.cut(JPEG, 0, jpeg * 8 / 10), TestImages.bytes(0xff, 0xd9)),
            "truncated",
            jpeg * 8 / 10,
            "the JPEG is cut: its data end before the last block"),
        row(
            "JPEG cut within a segment",
            TestImages.cut(JPEG, 0, 30),
            "truncated",
            30,
            "the JPEG is cut: 67 bytes from 22 are announced, but there are 30"),
        row(
            "JPEG without a frame",
            TestImages.bytes(0xff, 0xd8, 0xff, 0xd9),
            "corrupt",
            2,
            "the JPEG is corrupt: it ends before its first scan"),
        row(
            "JPEG of 12 bits",
            TestImages.bytes(0xff, 0xd8, 0xff, 0xc1, 0, 11, 12, 0, 1, 0, 1, 1, 1, 0x11, 0),
            "unsupported",
            4,
            "JPEG of process SOF1 and 12 bits cannot be decoded here: save it as plain JPEG or PNG"),
        row(
            "PNG without its last byte",
            TestImages.cut(PNG, 0, png - 1),
            "truncated",
            png - 1,
            "the PNG is cut: 12 bytes from %d are announced, but there are %d"
                .formatted(png - 12, png - 1)),
        row(
            "PNG cut within its pixels",
            TestImages.cut(PNG, 0, 300),
            "truncated",
            300,
            "the PNG is cut: %d bytes from 33 are announced, but there are 300"
                .formatted(png - 12 - 33)),
        row(
            "PNG with a flipped bit",
            flipped(PNG, 200),
            "corrupt",
            33,
            "the PNG is corrupt: the checksum of its chunk IDAT does not match"),
        row(
            "PNG with too few rows",
            TestImages.png(4, 4, 8, 0, new byte[10], new byte[0]),
            "corrupt",
            -1,
            "the PNG of 4 x 4 pixels cannot be decoded"),
        row(
            "HEIC",
            TestImages.join(
                TestImages.bytes(0, 0, 0, 24), "ftypheic".getBytes(StandardCharsets.US_ASCII)),
            "unsupported",
            0,
            "HEIC cannot be decoded here: convert it to JPEG or PNG first"),
        row(
            "AVIF",
            TestImages.join(
                TestImages.bytes(0, 0, 0, 24), "ftypavif".getBytes(StandardCharsets.US_ASCII)),
            "unsupported",
            0,
            "AVIF cannot be decoded here: convert it to JPEG or PNG first"),
        row(
            "GIF whose second image is larger than its screen",
            TestImages.bytes(
                'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0, 0, 0, // screen 1 x 1
                0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, // image 1 x 1
                0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 2, 0x44, 1, 0, 0x3b),
            "too-large",
            0,
            "pixels of a frame must be at most 100000000, but were: 4294836225"),
        row(
            "JPEG of 65,500 x 65,500 pixels",
            jpegHeader(65_500, 65_500),
            "too-large",
            0,
            "pixels must be at most 100000000, but were: 65500 x 65500"),
        row(
            "PNG of 50,000 x 50,000 pixels",
            TestImages.png(50_000, 50_000, 8, 2, new byte[10], new byte[0]),
            "too-large",
            0,
            "pixels must be at most 100000000, but were: 50000 x 50000"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void liesAreNamed(String name, byte[] encoded, String reason, long offset, String message) {
    UndecodableImageException fault = fault(encoded, DecodeLimits.DEFAULT);
    assertThat(fault).hasMessage(message);
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.offset()).isEqualTo(offset);
  }

  @Test
  void progressiveJpegOfAThousandScansIsRefused() {
    byte[] scan = TestImages.bytes(0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 0);
    ByteBuffer scans = ByteBuffer.allocate(1000 * scan.length);
    for (int i = 0; i < 1000; i++) {
      scans.put(scan);
    }
    byte[] header = jpegHeader(16, 16);
    header[3] = (byte) 0xc2;
    byte[] encoded = TestImages.join(header, scans.array(), TestImages.bytes(0xff, 0xd9));
    UndecodableImageException fault = fault(encoded, DecodeLimits.DEFAULT);
    assertThat(fault.reason()).isEqualTo("too-large");
    assertThat(fault).hasMessage("scans must be at most 200, but were: 1001");
  }

  @Test
  void limitsAreThoseGiven() throws Exception {
    DecodeLimits pixels = new DecodeLimits(64 * 48 - 1, Integer.MAX_VALUE);
    assertThat(fault(JPEG, pixels)).hasMessage("pixels must be at most 3071, but were: 64 x 48");
    DecodeLimits bytes = new DecodeLimits(64 * 48, JPEG.length - 1);
    assertThat(fault(JPEG, bytes))
        .hasMessage("bytes must be at most %d, but were: %d", JPEG.length - 1, JPEG.length);
    assertThat(decoded(new DecodeLimits(64 * 48, JPEG.length)).width()).isEqualTo(64);
  }

  @Test
  void everyCutOfAJpegIsRefused() {
    for (int length = 4; length < JPEG.length; length += 7) {
      byte[] cut = TestImages.cut(JPEG, 0, length);
      assertThat(fault(cut, DecodeLimits.DEFAULT).reason()).isEqualTo("truncated");
    }
  }

  @Test
  void everyCutOfAPngIsRefused() {
    for (int length = 8; length < PNG.length; length += 7) {
      byte[] cut = TestImages.cut(PNG, 0, length);
      assertThat(fault(cut, DecodeLimits.DEFAULT).reason()).isEqualTo("truncated");
    }
  }

  private static UndecodableImageException fault(byte[] encoded, DecodeLimits limits) {
    return catchThrowableOfType(
        UndecodableImageException.class,
        () -> ImageDecoder.decode(encoded, 3, DecodeSettings.DEFAULT.withLimits(limits)));
  }

  private static Pixels decoded(DecodeLimits limits) throws UndecodableImageException {
    return ImageDecoder.decode(JPEG, 3, DecodeSettings.DEFAULT.withLimits(limits)).pixels();
  }

  private static Arguments row(
      String name, byte[] encoded, String reason, long offset, String message) {
    return Arguments.of(name, encoded, reason, offset, message);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 1;
    return flipped;
  }

  private static byte[] jpegHeader(int width, int height) {
    return TestImages.bytes(
        0xff,
        0xd8,
        0xff,
        0xc0,
        0,
        11,
        8,
        height >> 8,
        height & 0xff,
        width >> 8,
        width & 0xff,
        1,
        1,
        0x11,
        0,
        0xff,
        0xda,
        0,
        8,
        1,
        1,
        0,
        0,
        63,
        0);
  }
}
