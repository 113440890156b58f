package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PngViewDecoderTest {
  private static final byte[] NONE = new byte[0];
  private static final int DATA = 41;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 3", "28, 1", "32, 3", "96, 3", "180, 1"})
  void ourOwnPngsAreExact(int size, int channels) {
    for (Pixels view :
        new Pixels[] {
          TestImages.gradient(size, size, channels), TestImages.noise(size, size, channels, size)
        }) {
      assertThat(PngViewDecoder.decode(ImageEncoder.png(view), size, channels))
          .isEqualTo(view.bytes());
    }
  }

  /** Any bytes are residuals of some image. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void rowsOfAllFiltersAreAsOpenCvDecodesThem(long seed) throws Exception {
    Random random = new Random(seed);
    for (int filter = -1; filter <= 4; filter++) {
      for (int channels = 1; channels <= 3; channels += 2) {
        int size = 1 + random.nextInt(40);
        byte[] rows = new byte[size * (size * channels + 1)];
        random.nextBytes(rows);
        for (int y = 0; y < size; y++) {
          rows[y * (size * channels + 1)] = (byte) (filter < 0 ? random.nextInt(5) : filter);
        }
        byte[] png = TestImages.png(size, size, 8, channels == 1 ? 0 : 2, rows, NONE);
        assertThat(PngViewDecoder.decode(png, size, channels))
            .as("filter %d, %d x %d x %d", filter, size, size, channels)
            .isEqualTo(ImageDecoder.decode(png, channels).bytes());
      }
    }
  }

  @Test
  void anythingElseIsLeftToTheGeneralDecoder() {
    byte[] rows = new byte[4 * 5];
    byte[] good = gray(rows);
    assertThat(PngViewDecoder.decode(good, 4, 1)).hasSize(16);
    Map<String, byte[]> others = new TreeMap<>();
    others.put("nothing", NONE);
    others.put("a signature alone", Arrays.copyOf(good, 8));
    others.put("without its last byte", Arrays.copyOf(good, good.length - 1));
    others.put("with a byte behind", Arrays.copyOf(good, good.length + 1));
    others.put("with a chunk of text", TestImages.png(4, 4, 8, 0, rows, text()));
    others.put("with a transparent gray", TestImages.png(4, 4, 8, 0, rows, transparent()));
    others.put("of 16 bits", TestImages.png(4, 4, 16, 0, new byte[4 * 9], NONE));
    others.put("with a palette", TestImages.png(4, 4, 8, 3, rows, NONE));
    others.put("in colour", TestImages.png(4, 4, 8, 2, new byte[4 * 13], NONE));
    others.put("with alpha", TestImages.png(4, 4, 8, 4, new byte[4 * 9], NONE));
    others.put("of another width", TestImages.png(5, 4, 8, 0, new byte[4 * 6], NONE));
    others.put("of another height", TestImages.png(4, 5, 8, 0, new byte[5 * 5], NONE));
    others.put("with a row too few", gray(new byte[3 * 5]));
    others.put("with a byte too many", gray(new byte[4 * 5 + 1]));
    others.put("with an unknown filter", gray(changed(rows, 5, 5)));
    others.put("interlaced", withChecksums(changed(good, 28, 1)));
    others.put("of unknown compression", withChecksums(changed(good, 26, 1)));
    others.put("with a wrong checksum of its header", changed(good, 29, good[29] ^ 1));
    others.put("with a wrong checksum of its end", changed(good, good.length - 1, 0));
    others.put("with a wrong checksum within its data", wrongAdler(good));
    others.put("in two pieces", inTwoPieces(rows));
    others.put("with bytes behind its data", withBytesBehind(rows));
    others.forEach(
        (name, png) -> assertThat(PngViewDecoder.decode(png, 4, 1)).as("PNG %s", name).isNull());
  }

  @Test
  void whatIsLeftToTheGeneralDecoderIsDecodedOrRefusedThere() throws Exception {
    byte[] rows = new byte[4 * 5];
    rows[1] = 7;
    byte[] view = ImageDecoder.decodeView(gray(rows), "png", 4, 1);
    assertThat(ImageDecoder.decodeView(inTwoPieces(rows), "png", 4, 1)).isEqualTo(view);
    assertThat(ImageDecoder.decodeView(TestImages.png(4, 4, 8, 0, rows, text()), "png", 4, 1))
        .isEqualTo(view);
    byte[] wrong = changed(gray(rows), DATA, 0);
    assertThatThrownBy(() -> ImageDecoder.decodeView(wrong, "png", 4, 1))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("the PNG is corrupt: the checksum of its chunk IDAT does not match");
    assertThatThrownBy(() -> ImageDecoder.decodeView(gray(changed(rows, 5, 5)), "png", 4, 1))
        .isInstanceOf(UndecodableImageException.class);
  }

  /** Every byte is changed in turn, with the chunks' checksums as they were and put right. */
  @Test
  void aChangedByteIsFoundOutOrDecodedAsOpenCvDoes() {
    byte[] png = ImageEncoder.png(TestImages.noise(6, 6, 3, 4));
    int accepted = 0;
    for (int at = 0; at < png.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = changed(png, at, png[at] ^ 1 << bit);
        assertThat(PngViewDecoder.decode(flipped, 6, 3)).as("byte %d, bit %d", at, bit).isNull();
        byte[] decoded = PngViewDecoder.decode(withChecksums(flipped), 6, 3);
        if (decoded != null) {
          accepted++;
          assertThat(decoded).isEqualTo(general(withChecksums(flipped)));
        }
      }
    }
    // Checksums that were changed and put right again; and bits that deflate leaves unused.
    assertThat(accepted).isBetween(3 * 4 * 8, 3 * 4 * 8 + 7);
  }

  private static byte[] general(byte[] png) {
    try {
      return ImageDecoder.decode(png, 3).bytes();
    } catch (UndecodableImageException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] gray(byte[] rows) {
    return TestImages.png(4, 4, 8, 0, rows, NONE);
  }

  private static byte[] text() {
    return TestImages.chunk("tEXt", TestImages.bytes('a', 0, 'b'));
  }

  private static byte[] transparent() {
    return TestImages.chunk("tRNS", new byte[2]);
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  /** The last byte of the deflated data is that of their own checksum. */
  private static byte[] wrongAdler(byte[] png) {
    int last = png.length - 17;
    return withChecksums(changed(png, last, png[last] ^ 1));
  }

  private static byte[] inTwoPieces(byte[] rows) {
    byte[] deflated = deflated(rows);
    return withData(
        TestImages.chunk("IDAT", Arrays.copyOf(deflated, 5)),
        TestImages.chunk("IDAT", TestImages.cut(deflated, 5, deflated.length)));
  }

  private static byte[] withBytesBehind(byte[] rows) {
    return withData(TestImages.chunk("IDAT", TestImages.join(deflated(rows), new byte[3])));
  }

  private static byte[] withData(byte[]... chunks) {
    return TestImages.join(
        Arrays.copyOf(gray(new byte[20]), 33),
        TestImages.join(chunks),
        TestImages.chunk("IEND", NONE));
  }

  private static byte[] deflated(byte[] rows) {
    Deflater deflater = new Deflater();
    deflater.setInput(rows);
    deflater.finish();
    byte[] deflated = new byte[100];
    int length = deflater.deflate(deflated);
    deflater.end();
    return Arrays.copyOf(deflated, length);
  }

  /** Puts the checksums of the three chunks right, where chunks are where they were. */
  private static byte[] withChecksums(byte[] png) {
    byte[] right = png.clone();
    checksum(right, 8, 13);
    checksum(right, 33, png.length - 57);
    checksum(right, png.length - 12, 0);
    return right;
  }

  private static void checksum(byte[] png, int at, int length) {
    CRC32 crc = new CRC32();
    crc.update(png, at + 4, length + 4);
    ByteBuffer.wrap(png).putInt(at + 8 + length, (int) crc.getValue());
  }
}
