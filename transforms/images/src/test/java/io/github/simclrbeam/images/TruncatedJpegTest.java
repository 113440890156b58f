package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TruncatedJpegTest {
  private static final DecodeSettings SALVAGE =
      new DecodeSettings(DecodeLimits.DEFAULT, 0xffffff, Truncated.SALVAGE, Animations.FIRST_FRAME);
  private static final byte[] END = TestImages.bytes(0xff, 0xd9);

  /** 8 x 6 blocks of 8 x 8, three components. */
  private static final byte[] BASELINE = ImageEncoder.jpeg(TestImages.noise(64, 48, 3, 1), 90);

  @Test
  void strictRefusesAndSalvageKeepsWhatIsThere() throws Exception {
    byte[] cut = TestImages.cut(BASELINE, 0, BASELINE.length * 6 / 10);
    assertThatThrownBy(() -> ImageDecoder.decode(cut, 3))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("the JPEG is cut: a scan's data end without an end-of-image marker");
    Decoded kept = ImageDecoder.decode(cut, 3, SALVAGE);
    assertThat(kept.fraction()).isBetween(0.5, 0.6);
    assertThat(kept.warnings()).extracting(DecodeWarning::reason).containsExactly("salvaged");
    // Three of six rows of blocks are there, the last is gray.
    Pixels whole = ImageDecoder.decode(BASELINE, 3);
    int rows = 24 * 64 * 3;
    assertThat(Arrays.copyOf(kept.pixels().bytes(), rows))
        .isEqualTo(Arrays.copyOf(whole.bytes(), rows));
    assertThat(kept.pixels().bytes()[64 * 48 * 3 - 1]).isEqualTo((byte) 128);
  }

  @Test
  void withoutItsLastTwoBytesAllBlocksAreThere() throws Exception {
    byte[] cut = TestImages.cut(BASELINE, 0, BASELINE.length - 2);
    assertThatThrownBy(() -> ImageDecoder.decode(cut, 3))
        .isInstanceOf(UndecodableImageException.class);
    Decoded kept = ImageDecoder.decode(cut, 3, SALVAGE);
    assertThat(kept.fraction()).isEqualTo(1);
    assertThat(kept.warnings()).extracting(DecodeWarning::reason).containsExactly("salvaged");
    assertThat(kept.pixels()).isEqualTo(ImageDecoder.decode(BASELINE, 3));
  }

  @Test
  void theShareIsWrittenWithAPointInAnyCountry() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      byte[] cut = TestImages.cut(BASELINE, 0, BASELINE.length - 2);
      assertThat(ImageDecoder.decode(cut, 3, SALVAGE).warnings())
          .extracting(DecodeWarning::message)
          .containsExactly("the JPEG is cut: 100.0% of its blocks are there");
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Rows of MCUs, each with a restart marker behind it: cutting at a marker leaves whole rows. */
  @Test
  void theFractionIsTheShareOfBlocks() throws Exception {
    byte[] jpeg = Seeds.of("rst1.jpg");
    // 19 x 13 pixels in MCUs of 16 x 16 are 2, with a marker between them.
    int marker = find(jpeg, 0xd0, find(jpeg, 0xda, 0));
    byte[] half = TestImages.join(TestImages.cut(jpeg, 0, marker), END);
    assertThat(ImageDecoder.decode(half, 3, SALVAGE).fraction()).isEqualTo(0.5);
    assertThatThrownBy(() -> ImageDecoder.decode(half, 3))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("the JPEG is cut: its data end before the last block");
  }

  /** Each scan of a progressive JPEG is cut in turn, one to three bytes before its end. */
  @ParameterizedTest
  @ValueSource(strings = {"RGB_prog.jpg", "L_prog.jpg", "RGB_prst.jpg", "CMYK_prog.jpg"})
  void progressiveCutWithAnEndPastedOnIsFoundOut(String name) throws Exception {
    byte[] whole = Seeds.of(name);
    assertThat(ImageDecoder.decode(whole, 3, DecodeSettings.DEFAULT).fraction()).isEqualTo(1);
    int scans = 0;
    int scan = find(whole, 0xda, 0);
    while (scan >= 0) {
      int data = scan + 2 + (whole[scan + 3] & 0xff);
      int end = Markers.afterScan(whole, data);
      for (int missing = 2; missing <= 3 && end - missing > data; missing++) {
        byte[] cut = TestImages.join(TestImages.cut(whole, 0, end - missing), END);
        assertThatThrownBy(() -> ImageDecoder.decode(cut, 3))
            .as("scan %d without its last %d bytes", scans + 1, missing)
            .isInstanceOf(UndecodableImageException.class);
        assertThat(ImageDecoder.decode(cut, 3, SALVAGE).fraction()).isBetween(0.01, 0.9999);
      }
      scans++;
      scan = find(whole, 0xda, end);
    }
    assertThat(ImageHeader.read(whole).scans()).isEqualTo(scans).isGreaterThan(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"noninter.jpg", "RGB_rst.jpg", "sof3_rgb.jpg", "sof3_g.jpg", "CMYK_q90.jpg"})
  void otherKindsCutWithAnEndPastedOnAreFoundOut(String name) throws Exception {
    byte[] whole = Seeds.of(name);
    int data = find(whole, 0xda, 0) + 20;
    for (int length = data; length < whole.length - 4; length += 3) {
      byte[] cut = TestImages.join(TestImages.cut(whole, 0, length), END);
      assertThatThrownBy(() -> ImageDecoder.decode(cut, 3))
          .as("cut at %d", length)
          .isInstanceOf(UndecodableImageException.class);
    }
  }

  @Test
  void missingRefiningScansAreNoFault() throws Exception {
    byte[] whole = Seeds.of("RGB_prog.jpg");
    int second = find(whole, 0xda, find(whole, 0xda, 0) + 2);
    // Where the tables of the second scan begin.
    int tables = find(whole, 0xc4, find(whole, 0xda, 0));
    assertThat(tables).isLessThan(second);
    byte[] first = TestImages.join(TestImages.cut(whole, 0, tables), END);
    assertThat(ImageDecoder.decode(first, 3, DecodeSettings.DEFAULT).fraction()).isEqualTo(1);
    // Without the end it is cut, and how much was to follow is unknown: one scan at least.
    Decoded kept = ImageDecoder.decode(TestImages.cut(whole, 0, tables), 3, SALVAGE);
    assertThat(kept.fraction()).isGreaterThan(0.4).isLessThan(1);
  }

  @Test
  void everyCutOfABaselineJpegIsSalvagedOrRefused() throws Exception {
    double last = 0;
    for (int length = 4; length < BASELINE.length - 2; length += 11) {
      byte[] cut = TestImages.cut(BASELINE, 0, length);
      try {
        double fraction = ImageDecoder.decode(cut, 3, SALVAGE).fraction();
        assertThat(fraction).isGreaterThanOrEqualTo(Math.max(last, 0.01)).isLessThanOrEqualTo(1);
        last = fraction;
      } catch (UndecodableImageException e) {
        assertThat(e.reason()).isEqualTo("truncated");
        assertThat(last).isZero();
      }
    }
    assertThat(last).isGreaterThan(0.95);
  }

  @Test
  void arithmeticCodingIsNeverSalvaged() {
    byte[] whole = Seeds.of("arith.jpg");
    byte[] cut = TestImages.cut(whole, 0, whole.length - 20);
    assertThatThrownBy(() -> ImageDecoder.decode(cut, 3, SALVAGE))
        .isInstanceOf(UndecodableImageException.class);
  }

  @Test
  void aHeaderOf99MegapixelsOverAHundredBytesIsRefusedAtOnce() {
    byte[] head = TestImages.cut(BASELINE, 0, find(BASELINE, 0xda, 0) + 100);
    int frame = find(head, 0xc0, 0);
    head[frame + 5] = (byte) (9_900 >> 8);
    head[frame + 6] = (byte) 9_900;
    head[frame + 7] = (byte) (10_000 >> 8);
    head[frame + 8] = (byte) 10_000;
    byte[] lie = TestImages.join(head, END);
    assertThatThrownBy(() -> ImageDecoder.decode(lie, 3))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessageStartingWith("the JPEG is cut: 10000 x 9900 pixels cannot be in its");
    assertThatThrownBy(() -> ImageDecoder.decode(lie, 3, SALVAGE))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessageStartingWith("the JPEG is cut: 10000 x 9900 pixels cannot be in its");
  }

  private static int find(byte[] jpeg, int marker, int from) {
    for (int i = from; i + 1 < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    return -1;
  }
}
