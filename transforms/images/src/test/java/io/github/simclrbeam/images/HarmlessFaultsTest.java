package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that pixels do not depend on are told, and the image is used. */
final class HarmlessFaultsTest {
  private static final Pixels PIXELS = TestImages.gradient(8, 4, 3);
  private static final byte[] JPEG = ImageEncoder.jpeg(PIXELS, 90);
  private static final byte[] PNG = ImageEncoder.png(PIXELS);

  @Test
  void profileOfTwoGigabytesInAJpeg() throws Exception {
    byte[] profile =
        TestImages.bytes(
            0xff, 0xe2, 0, 20, 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1, 0x7f,
            0xff, 0xff, 0xff);
    assertSameButFor("broken-icc", JPEG, behind(JPEG, 2, profile));
    assertSameButFor("broken-icc", cmyk(), behind(cmyk(), 2, profile));
  }

  @Test
  void profileOfTwoGigabytesInAPng() throws Exception {
    Deflater deflater = new Deflater();
    deflater.setInput(TestImages.bytes(0x7f, 0xff, 0xff, 0xff));
    deflater.finish();
    byte[] deflated = new byte[100];
    deflated = TestImages.cut(deflated, 0, deflater.deflate(deflated));
    deflater.end();
    byte[] data = TestImages.join(TestImages.bytes('x', 0, 0), deflated);
    assertSameButFor("broken-icc", PNG, behind(PNG, 33, TestImages.chunk("iCCP", data)));
    byte[] noDeflate = TestImages.chunk("iCCP", TestImages.bytes('x', 0, 0, 1, 2, 3));
    assertSameButFor("broken-icc", PNG, behind(PNG, 33, noDeflate));
  }

  @Test
  void wholeProfileIsNoFault() throws Exception {
    byte[] profile = new byte[128];
    profile[3] = (byte) 128;
    System.arraycopy(
        "acsp".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, profile, 36, 4);
    byte[] head =
        TestImages.bytes(
            0xff, 0xe2, 0, 144, 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1);
    byte[] encoded = behind(JPEG, 2, TestImages.join(head, profile));
    assertThat(ImageDecoder.decode(encoded, 3, DecodeSettings.DEFAULT).warnings()).isEmpty();
  }

  @Test
  void exifWhoseDirectoryLiesBeyondIt() throws Exception {
    byte[] turned = TestImages.withOrientation(JPEG, 6);
    turned[2 + 10 + 7] = (byte) 0xf0;
    assertSameButFor("broken-exif", JPEG, turned);
    byte[] exif = TestImages.chunk("eXIf", TestImages.bytes('M', 'M', 0, 42));
    assertSameButFor("broken-exif", PNG, behind(PNG, 33, exif));
  }

  @Test
  void chunkWithAWrongChecksum() throws Exception {
    byte[] text = TestImages.chunk("tEXt", TestImages.bytes('a', 0, 'b'));
    text[text.length - 1] ^= 1;
    Decoded decoded = ImageDecoder.decode(behind(PNG, 33, text), 3, DecodeSettings.DEFAULT);
    assertThat(decoded.pixels()).isEqualTo(PIXELS);
    assertThat(decoded.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RGB_s2.jpg", "rgb8_trns.png", "P_trns.gif", "RGBA.webp", "t_strip_lzw.tif"})
  void emptyLineBeforeTheImage(String name) throws Exception {
    byte[] image = Seeds.of(name);
    assertSameButFor("junk-before", image, TestImages.join(TestImages.bytes('\n'), image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RGB_s2.jpg", "RGB_prog.jpg", "rgb8_trns.png", "P_trns.gif", "RGBA.webp"})
  void hundredBytesBehindTheImage(String name) throws Exception {
    byte[] image = Seeds.of(name);
    assertSameButFor("junk-after", image, TestImages.join(image, new byte[100]));
  }

  @Test
  void secondJpegBehindTheFirstIsNoJunk() throws Exception {
    Decoded decoded = ImageDecoder.decode(TestImages.join(JPEG, JPEG), 3, DecodeSettings.DEFAULT);
    assertThat(decoded.warnings()).isEmpty();
  }

  @Test
  void twoFrameHeadersAreRefused() {
    byte[] frame = TestImages.bytes(0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0);
    assertThatThrownBy(() -> ImageDecoder.decode(behind(JPEG, 2, frame), 3))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("the JPEG is corrupt: a second frame header");
  }

  private static void assertSameButFor(String reason, byte[] good, byte[] faulty) throws Exception {
    Decoded decoded = ImageDecoder.decode(faulty, 3, DecodeSettings.DEFAULT);
    assertThat(decoded.pixels()).isEqualTo(ImageDecoder.decode(good, 3));
    assertThat(decoded.warnings()).extracting(DecodeWarning::reason).containsExactly(reason);
  }

  private static byte[] cmyk() {
    return Seeds.of("CMYK_q90.jpg");
  }

  private static byte[] behind(byte[] bytes, int at, byte[] more) {
    return TestImages.join(
        TestImages.cut(bytes, 0, at), more, TestImages.cut(bytes, at, bytes.length));
  }
}
