package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {
  private static final byte[] LOSSLESS_WEBP_OF_ONE_PIXEL =
      HexFormat.of()
          .parseHex("524946461e000000574542505650384c110000002f0000000007508932f4a1ff8188e87f0000");

  static LongStream seeds() {
    return LongStream.range(0, 10).map(i -> Long.getLong("test.seed", 1) + i);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void pngRoundTripsExactly(long seed) throws Exception {
    int width = 1 + (int) Math.floorMod(seed * 7, 40L);
    int height = 1 + (int) Math.floorMod(seed * 11, 30L);
    for (int channels : new int[] {1, 3}) {
      Pixels pixels = TestImages.noise(width, height, channels, seed);
      assertThat(ImageDecoder.decode(ImageEncoder.png(pixels), channels)).isEqualTo(pixels);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "jpg", "tiff"})
  void formatIsFoundByContent(String format) throws Exception {
    Pixels flat = new Pixels(5, 3, 3, new byte[45]);
    assertThat(ImageDecoder.decode(TestImages.withImageIo(flat, format), 3)).isEqualTo(flat);
  }

  @Test
  void webpIsDecoded() throws Exception {
    assertThat(ImageDecoder.decode(LOSSLESS_WEBP_OF_ONE_PIXEL, 3))
        .isEqualTo(new Pixels(1, 1, 3, TestImages.bytes(12, 18, 15)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void pngEqualsThatOfTheJdk(int channels) throws Exception {
    Pixels pixels = TestImages.gradient(37, 23, channels);
    byte[] encoded = TestImages.withImageIo(pixels, "png");
    assertThat(ImageDecoder.decode(encoded, channels)).isEqualTo(pixels);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void jpegIsWithinRoundingOfTheJdks(int channels) throws Exception {
    byte[] encoded = ImageEncoder.jpeg(TestImages.gradient(64, 48, channels), 95);
    Pixels ours = ImageDecoder.decode(encoded, channels);
    assertThat(TestImages.distance(ours, TestImages.byImageIo(encoded, channels)))
        .isLessThanOrEqualTo(2);
  }

  @Test
  void onePixelIsAnImage() throws Exception {
    Pixels one = new Pixels(1, 1, 3, TestImages.bytes(10, 200, 30));
    assertThat(ImageDecoder.decode(ImageEncoder.png(one), 3)).isEqualTo(one);
    Pixels lossy = ImageDecoder.decode(ImageEncoder.jpeg(one, 100), 3);
    assertThat(TestImages.distance(lossy, one)).isLessThanOrEqualTo(2);
  }

  @Test
  void grayKeepsItsValues() throws Exception {
    Pixels gray = new Pixels(2, 2, 1, TestImages.bytes(128, 0, 255, 77));
    byte[] encoded = ImageEncoder.png(gray);
    assertThat(ImageDecoder.decode(encoded, 1)).isEqualTo(gray);
    assertThat(ImageDecoder.decode(encoded, 3).bytes())
        .isEqualTo(TestImages.bytes(128, 128, 128, 0, 0, 0, 255, 255, 255, 77, 77, 77));
  }

  @Test
  void colourBecomesGrayByTheLumaWeights() throws Exception {
    byte[] colours = TestImages.bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255);
    byte[] encoded = ImageEncoder.png(new Pixels(4, 1, 3, colours));
    // 255 x .299, .587, .114, 1
    assertThat(ImageDecoder.decode(encoded, 1).bytes())
        .isEqualTo(TestImages.bytes(76, 150, 29, 255));
  }

  @Test
  void sixteenBitsAreScaledNotCut() throws Exception {
    byte[] rows = TestImages.bytes(0, 0xff, 0xff, 0x80, 0x80, 0x01, 0x7f, 0, 0);
    byte[] encoded = TestImages.png(4, 1, 16, 0, rows, new byte[0]);
    // 65535/257 = 255, 32896/257 = 128, 383/257 = 1.49, 0
    assertThat(ImageDecoder.decode(encoded, 1).bytes()).isEqualTo(TestImages.bytes(255, 128, 1, 0));
  }

  @Test
  void alphaIsCompositedOnWhite() throws Exception {
    byte[] rows = TestImages.bytes(0, 100, 0, 200, 255, 100, 0, 200, 0, 100, 0, 200, 51);
    byte[] encoded = TestImages.png(3, 1, 8, 6, rows, new byte[0]);
    // 51/255 = 1/5: 100/5 + 255 x 4/5 = 224
    assertThat(ImageDecoder.decode(encoded, 3).bytes())
        .isEqualTo(TestImages.bytes(100, 0, 200, 255, 255, 255, 224, 204, 244));
  }

  @Test
  void sixteenBitAlphaIsCompositedOnWhite() throws Exception {
    byte[] rows = TestImages.bytes(0, 0x64, 0x64, 0, 0, 0xc8, 0xc8, 0x33, 0x33);
    byte[] encoded = TestImages.png(1, 1, 16, 6, rows, new byte[0]);
    assertThat(ImageDecoder.decode(encoded, 3).bytes()).isEqualTo(TestImages.bytes(224, 204, 244));
  }

  @Test
  void transparentPaletteEntryIsWhite() throws Exception {
    byte[] palette = TestImages.chunk("PLTE", TestImages.bytes(10, 20, 30, 40, 50, 60));
    byte[] alpha = TestImages.chunk("tRNS", TestImages.bytes(255, 0));
    byte[] encoded =
        TestImages.png(2, 1, 8, 3, TestImages.bytes(0, 0, 1), TestImages.join(palette, alpha));
    assertThat(ImageDecoder.decode(encoded, 3).bytes())
        .isEqualTo(TestImages.bytes(10, 20, 30, 255, 255, 255));
  }

  @Test
  void transparentGrayIsWhite() throws Exception {
    byte[] alpha = TestImages.chunk("tRNS", TestImages.bytes(0, 1));
    byte[] twoBits = TestImages.png(4, 1, 2, 0, TestImages.bytes(0, 0b00011011), alpha);
    assertThat(ImageDecoder.decode(twoBits, 1).bytes())
        .isEqualTo(TestImages.bytes(0, 255, 170, 255));
  }

  @Test
  void whatFollowsTheEndIsIgnored() throws Exception {
    Pixels pixels = TestImages.gradient(9, 9, 3);
    byte[] junk = new byte[100];
    byte[] png = ImageEncoder.png(pixels);
    assertThat(ImageDecoder.decode(TestImages.join(png, junk), 3)).isEqualTo(pixels);
    byte[] jpeg = ImageEncoder.jpeg(pixels, 90);
    assertThat(ImageDecoder.decode(TestImages.join(jpeg, junk), 3))
        .isEqualTo(ImageDecoder.decode(jpeg, 3));
  }

  @Test
  void midGrayCornerIsNoFault() throws Exception {
    byte[] gray = new byte[48 * 32];
    java.util.Arrays.fill(gray, (byte) 128);
    Pixels pixels = new Pixels(48, 32, 1, gray);
    assertThat(ImageDecoder.decode(ImageEncoder.jpeg(pixels, 90), 1)).isEqualTo(pixels);
  }

  @Test
  void brokenColourProfileIsIgnored() throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(TestImages.gradient(9, 9, 3), 90);
    byte[] profile =
        TestImages.bytes(
            0xff, 0xe2, 0, 20, 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1, 0x7f,
            0xff, 0xff, 0xff);
    byte[] profiled =
        TestImages.join(TestImages.cut(jpeg, 0, 2), profile, TestImages.cut(jpeg, 2, jpeg.length));
    assertThat(ImageDecoder.decode(profiled, 3)).isEqualTo(ImageDecoder.decode(jpeg, 3));
  }

  @Test
  void componentsNamedRgbAreRgb() throws Exception {
    byte[] grays = new byte[8 * 8 * 3];
    java.util.Arrays.fill(grays, (byte) 77);
    byte[] jpeg = ImageEncoder.jpeg(new Pixels(8, 8, 3, grays), 100);
    // Without the JFIF segment (18 bytes) the names of the components decide.
    byte[] bare =
        TestImages.join(TestImages.cut(jpeg, 0, 2), TestImages.cut(jpeg, 20, jpeg.length));
    assertThat(TestImages.cut(ImageDecoder.decode(bare, 3).bytes(), 0, 3))
        .isEqualTo(TestImages.bytes(77, 77, 77));
    for (int i = 0; i + 9 < bare.length; i++) {
      int marker = bare[i] == (byte) 0xff ? bare[i + 1] & 0xff : 0;
      if (marker == 0xc0 || marker == 0xda) {
        int first = marker == 0xc0 ? i + 10 : i + 5;
        int step = marker == 0xc0 ? 3 : 2;
        bare[first] = 'R';
        bare[first + step] = 'G';
        bare[first + 2 * step] = 'B';
      }
    }
    assertThat(TestImages.cut(ImageDecoder.decode(bare, 3).bytes(), 0, 3))
        .isEqualTo(TestImages.bytes(77, 128, 128));
  }

  @Test
  void eightThreadsGetTheSamePixels() throws Exception {
    byte[] encoded = ImageEncoder.jpeg(TestImages.gradient(120, 90, 3), 90);
    Pixels expected = ImageDecoder.decode(encoded, 3);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Pixels>> results = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        results.add(threads.submit(() -> ImageDecoder.decode(encoded, 3)));
      }
      for (Future<Pixels> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void nothingNativeOutlivesACall() throws Exception {
    byte[] encoded = ImageEncoder.jpeg(TestImages.gradient(100, 100, 3), 90);
    ImageDecoder.decode(encoded, 3);
    long before = Pointer.totalBytes();
    for (int i = 0; i < 500; i++) {
      ImageEncoder.jpeg(ImageDecoder.decode(encoded, 3), 90);
    }
    assertThat(Pointer.totalBytes()).isEqualTo(before);
  }

  @Test
  void twoChannelsAreRefused() {
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[1], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be 1 or 3, but was: 2");
  }
}
