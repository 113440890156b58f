package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether a JPEG is usable, and what is wrong with it, does not depend on the reduction that is
 * asked for. {@code -Dtest.fuzz=N} sets the number of inputs, {@code -Dtest.seed=N} the seed.
 */
final class ReducedVerdictTest {
  private static final DecodeLimits LIMITS = new DecodeLimits(1_000_000, 1 << 20);
  private static final byte[] END = TestImages.bytes(0xff, 0xd9);

  static LongStream seeds() {
    return LongStream.of(Long.getLong("test.seed", 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void damagedJpegsHaveOneVerdict(long seed) {
    int inputs = Integer.getInteger("test.fuzz", 3_000);
    List<byte[]> jpegs =
        Seeds.all().entrySet().stream()
            .filter(file -> file.getKey().endsWith(".jpg"))
            .map(Map.Entry::getValue)
            .toList();
    Mutation mutation = new Mutation(jpegs, seed);
    Map<String, Integer> ends = new TreeMap<>();
    for (int i = 0; i < inputs; i++) {
      byte[] encoded = mutation.next();
      String whole = verdict(encoded, i, 1);
      for (int reduction = 2; reduction <= 8; reduction *= 2) {
        assertThat(verdict(encoded, i, reduction))
            .as("seed %d, input %d, 1/%d: %s", seed, i, reduction, hex(encoded))
            .isEqualTo(whole);
      }
      ends.merge(whole.split(":", 2)[0], 1, Integer::sum);
    }
    assertThat(ends).containsKeys("decoded", "salvaged", "corrupt", "truncated");
  }

  /** Baseline JPEGs of one scan show that they are cut by their last pixel only. */
  @Test
  void cutBaselineJpegsWithAnEndPastedOnHaveOneVerdict() {
    int refused = 0;
    for (int sampling :
        new int[] {
          opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444,
          opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_422,
          opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420
        }) {
      // A pixel more than whole MCUs: colour of the MCUs before bleeds into the last.
      for (int side : new int[] {48, 49}) {
        byte[] jpeg = jpeg(TestImages.noise(side, side, 3, side), sampling);
        for (int length = jpeg.length / 2; length < jpeg.length - 2; length += 7) {
          byte[] cut = TestImages.join(TestImages.cut(jpeg, 0, length), END);
          String whole = verdict(cut, 0, 1);
          for (int reduction = 2; reduction <= 8; reduction *= 2) {
            assertThat(verdict(cut, 0, reduction))
                .as("side %d, cut at %d of %d, 1/%d", side, length, jpeg.length, reduction)
                .isEqualTo(whole);
          }
          refused += whole.startsWith("decoded") ? 0 : 1;
        }
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  /** Of 4 x 4 MCUs the last has one pixel, whose colour is a mixture with the MCUs above. */
  @Test
  void aCutIsFoundOutThoughTheLastPixelIsNotGray() throws Exception {
    byte[] jpeg = jpeg(red(49), opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420);
    byte[] cut = TestImages.join(TestImages.cut(jpeg, 0, jpeg.length - 8), END);
    assertThat(verdict(cut, 0, 1)).startsWith("truncated: the JPEG is cut");
  }

  private static Pixels red(int side) {
    byte[] bytes = new byte[side * side * 3];
    // Of blue, green, red.
    for (int i = 2; i < bytes.length; i += 3) {
      bytes[i] = (byte) 255;
    }
    return new Pixels(side, side, 3, bytes);
  }

  private static byte[] jpeg(Pixels pixels, int sampling) {
    try (PointerScope scope = new PointerScope()) {
      BytePointer data = new BytePointer(pixels.bytes());
      Mat image = new Mat(pixels.height(), pixels.width(), opencv_core.CV_8UC3, data);
      BytePointer out = new BytePointer();
      int option = opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
      assertThat(
              opencv_imgcodecs.imencode(
                  new BytePointer(".jpg"), image, out, new IntPointer(option, sampling)))
          .isTrue();
      byte[] jpeg = new byte[(int) out.limit()];
      out.get(jpeg);
      return jpeg;
    }
  }

  private static String verdict(byte[] encoded, int i, int reduction) {
    DecodeSettings settings =
        new DecodeSettings(
            LIMITS,
            0,
            i % 2 == 0 ? Truncated.STRICT : Truncated.SALVAGE,
            i % 8 == 7 ? Animations.REFUSE : Animations.FIRST_FRAME);
    try {
      OpenedImage image = ImageDecoder.open(encoded, i % 3 == 0 ? 1 : 3, settings);
      Decoded decoded = image.decode(image.reducible() ? reduction : 1);
      String end = decoded.fraction() < 1 ? "salvaged" : "decoded";
      return "%s: %s %s".formatted(end, decoded.fraction(), decoded.warnings());
    } catch (UndecodableImageException e) {
      return "%s: %s at %d".formatted(e.reason(), e.getMessage(), e.offset());
    }
  }

  private static String hex(byte[] encoded) {
    return HexFormat.of().formatHex(encoded);
  }
}
