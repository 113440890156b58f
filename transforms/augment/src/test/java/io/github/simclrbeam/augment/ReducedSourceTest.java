package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReducedSourceTest {
  private static final Recipe CROP =
      Recipes.none().withCrop(CropRange.ofArea(0.08, 1)).withInterpolation(Interpolation.BILINEAR);

  /** Halved, the four pixels are 0 and 1; a crop at x = 1 begins in the middle of the first. */
  @Test
  void aCropMayBeginAndEndInsideAReducedPixel() {
    Source halved = new Source(bytes(10, 50, 90, 130), 4, 1, 2, 0, 0);

    // Pixels 1 to 6 of 8: 3 reduced pixels from 0.5 on, one view pixel each. Centres 1, 2 and 3 lie
    // on borders of reduced pixels: half of each neighbour.
    assertThat(rendered(halved, 8, 2, new CropBox(1, 0, 6, 2), 3)).startsWith(bytes(30, 70, 110));
    // Pixels 2 to 7: the reduced pixels themselves.
    assertThat(rendered(halved, 8, 2, new CropBox(2, 0, 6, 2), 3)).startsWith(bytes(50, 90, 130));
  }

  @Test
  void reducedPixelsOutsideTheCropAreNotSeen() {
    Source halved = new Source(bytes(0, 50, 50, 255), 4, 1, 2, 0, 0);

    assertThat(rendered(halved, 8, 2, new CropBox(2, 0, 4, 2), 1)).containsExactly(bytes(50));
    assertThat(rendered(halved, 8, 2, new CropBox(3, 0, 2, 1), 1)).containsExactly(bytes(50));
  }

  /** 7 pixels halved are 4, the last one half outside; mirrored, the first one is. */
  @Test
  void theOriginOfAMirroredImageIsHonoured() {
    Source upright = new Source(bytes(10, 50, 90, 130), 4, 1, 2, 0, 0);
    Source mirrored = new Source(bytes(130, 90, 50, 10), 4, 1, 2, -1, 0);

    // Pixels 1 and 2 of the mirrored image are one reduced pixel.
    assertThat(rendered(mirrored, 7, 2, new CropBox(1, 0, 2, 2), 1)).containsExactly(bytes(90));
    // Pixels 0 to 5 as 3: each on a border, as 1 to 6 of the upright one.
    assertThat(rendered(mirrored, 7, 2, new CropBox(0, 0, 6, 2), 3)).startsWith(bytes(110, 70, 30));
    assertThat(rendered(upright, 7, 2, new CropBox(1, 0, 6, 2), 3)).startsWith(bytes(30, 70, 110));
  }

  @Test
  void theOriginIsHonouredDownwardsToo() {
    Source mirrored = new Source(bytes(130, 90, 50, 10), 1, 4, 2, 0, -1);

    assertThat(rendered(mirrored, 2, 7, new CropBox(0, 1, 2, 2), 1)).containsExactly(bytes(90));
    assertThat(rendered(mirrored, 2, 7, new CropBox(0, 5, 2, 2), 1)).containsExactly(bytes(10));
  }

  @Test
  void theCentreCropOfAReducedImageIsThatOfTheWholeOne() {
    Source halved = new Source(bytes(0, 0, 100, 255, 255, 0, 0, 100, 255, 255), 5, 2, 2, 0, 0);
    Draw draw = Augmentation.of(Recipes.none(), 1, 1).draw(9, 3, 1, "a", 0);

    // Of 9 x 3 pixels the middle third is kept, a triangle around 4.5 of half width 3; halved,
    // around
    // 2.25 of half width 1.5. The middle pixels' distances .75, .25 and 1.25 weigh 3, 5 and 1.
    assertThat(Augmentation.of(Recipes.none(), 1, 1).render(halved, draw))
        .containsExactly(bytes(Math.round((3 * 0 + 5 * 100 + 255) / 9f)));
  }

  /**
   * Reducing is a mean over squares, which keeps an image whose shades change evenly. What is left
   * is the rounding of the reduced pixels and of the view (half a level each) and, at the view's
   * border, the pixels that the crop touches but does not hold: up to 7 pixels of the whole image,
   * which change by a quarter of a level each and have a small part of the weight.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void aReducedSmoothImageGivesNearlyTheViewOfTheWholeOne(long seed) {
    int width = 1003;
    int height = 757;
    byte[] whole = smooth(width, height);
    for (Recipe recipe : new Recipe[] {CROP, Recipes.none(), Recipes.named("fashion-mnist")}) {
      Augmentation augmentation = Augmentation.of(recipe.withoutJitter(), 56, 3);
      for (int index = 0; index < 3; index++) {
        Draw draw = augmentation.draw(width, height, seed, "smooth", index);
        int reduction = augmentation.reduction(draw);
        Source upright = reduced(whole, width, height, reduction);
        assertNear(
            augmentation.render(upright, draw),
            augmentation.render(Source.whole(whole, width, height), draw),
            2);
      }
    }
  }

  @ParameterizedTest(name = "1/{0}")
  @ValueSource(ints = {1, 2, 4, 8})
  void aConstantImageStaysConstant(int reduction) {
    for (String name : Recipes.names()) {
      Augmentation augmentation = Augmentation.of(Recipes.named(name).withoutJitter(), 24, 1);
      for (int index = 0; index < 20; index++) {
        Draw draw = augmentation.draw(395, 293, 1, "constant", index);
        int width = (395 + reduction - 1) / reduction;
        int height = (293 + reduction - 1) / reduction;
        Source source =
            new Source(
                TestImages.constant(width, height, 90),
                width,
                height,
                reduction,
                395 - width * reduction,
                293 - height * reduction);
        assertThat(augmentation.render(source, draw)).isEqualTo(TestImages.constant(24, 24, 90));
      }
    }
  }

  @ParameterizedTest(name = "crop {0}x{1} to 16: 1/{2}")
  @CsvSource({
    "15, 15, 1",
    "31, 200, 1",
    "32, 32, 2",
    "200, 63, 2",
    "64, 64, 4",
    "127, 64, 4",
    "128, 128, 8",
    "127, 128, 4",
    "999, 999, 8"
  })
  void aCropIsReducedAsLongAsItIsNoSmallerThanTheView(int width, int height, int reduction) {
    Draw draw = draw(1000, 1000, new CropBox(1, 0, width, height));

    assertThat(Augmentation.of(CROP, 16, 3).reduction(draw)).isEqualTo(reduction);
  }

  @ParameterizedTest(name = "{0}x{1} to 16: 1/{2}")
  @CsvSource({"31, 99, 1", "99, 32, 2", "64, 64, 4", "128, 127, 4", "128, 5000, 8", "3, 3, 1"})
  void withoutACropTheShorterSideDecides(int width, int height, int reduction) {
    Augmentation none = Augmentation.of(Recipes.none(), 16, 3);

    assertThat(none.reduction(none.draw(width, height, 1, "a", 0))).isEqualTo(reduction);
  }

  @Test
  void aHugeViewOfAHugeImageIsNotReduced() {
    Draw draw = draw(Integer.MAX_VALUE, 1, new CropBox(0, 0, Integer.MAX_VALUE, 1));

    assertThat(Augmentation.of(CROP, 8192, 1).reduction(draw)).isEqualTo(1);
    assertThat(Augmentation.of(CROP, 1, 1).reduction(draw)).isEqualTo(1);
  }

  @Test
  void noneReducesAnImageToTheViewsSizeAndPassesItOn() {
    Source halved = new Source(bytes(1, 2, 3, 4), 2, 2, 2, 0, 0);
    Augmentation none = Augmentation.of(Recipes.none(), 2, 1);
    Draw draw = none.draw(4, 4, 1, "a", 0);

    assertThat(none.render(halved, draw)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void sourcesThatCannotBeOfTheImageAreRefused() {
    Draw draw = draw(7, 8, new CropBox(0, 0, 4, 4));

    assertRefused(
        () -> render(new Source(new byte[12], 3, 4, 2, 0, 0), draw),
        "image must be 7x8 as drawn, but was: 3x4 at 1/2 from (0, 0) (render)");
    assertRefused(
        () -> render(new Source(new byte[20], 5, 4, 2, 0, 0), draw),
        "image must be 7x8 as drawn, but was: 5x4 at 1/2 from (0, 0) (render)");
    assertRefused(
        () -> render(new Source(new byte[16], 4, 4, 2, 0, -1), draw),
        "image must be 7x8 as drawn, but was: 4x4 at 1/2 from (0, -1) (render)");
    assertRefused(
        () -> render(Source.whole(new byte[16], 4, 4), draw),
        "image must be 7x8 as drawn, but was: 4x4 at 1/1 from (0, 0) (render)");
    assertRefused(
        () -> render(new Source(new byte[15], 4, 4, 2, 0, 0), draw),
        "bytes must be 16 for 4x4x1, but was: 15 (image)");
    assertThat(render(new Source(new byte[16], 4, 4, 2, -1, 0), draw)).hasSize(4);
  }

  @Test
  void valuesThatNoSourceHasAreRefused() {
    assertRefused(
        () -> new Source(new byte[1], 1, 1, 3, 0, 0),
        "reduction must be 1, 2, 4 or 8, but was: 3 (image)");
    assertRefused(
        () -> new Source(new byte[1], 1, 1, 16, 0, 0),
        "reduction must be 1, 2, 4 or 8, but was: 16 (image)");
    assertRefused(
        () -> new Source(new byte[1], 1, 1, 4, -4, 0),
        "originX must be in [-3, 0], but was: -4 (image)");
    assertRefused(
        () -> new Source(new byte[1], 1, 1, 4, 0, 1),
        "originY must be in [-3, 0], but was: 1 (image)");
    assertRefused(
        () -> Source.whole(new byte[0], 1, 0), "height must be at least 1, but was: 0 (image)");
  }

  private static byte[] rendered(Source source, int width, int height, CropBox box, int size) {
    return Augmentation.of(CROP, size, 1).render(source, draw(width, height, box));
  }

  private static byte[] render(Source source, Draw draw) {
    return Augmentation.of(CROP, 2, 1).render(source, draw);
  }

  private static Draw draw(int width, int height, CropBox box) {
    return new Draw(width, height, box, false, Optional.empty(), false, OptionalDouble.empty());
  }

  private static byte[] smooth(int width, int height) {
    byte[] bytes = new byte[width * height * 3];
    for (int pixel = 0; pixel < width * height; pixel++) {
      int x = pixel % width;
      int y = pixel / width;
      bytes[pixel * 3] = (byte) (250 * x / width);
      bytes[pixel * 3 + 1] = (byte) (250 * y / height);
      bytes[pixel * 3 + 2] =
          (byte) Math.round(128 + 120 * Math.sin(x * 0.002) * Math.cos(y * 0.002));
    }
    return bytes;
  }

  /** The mean of every square, of what of it lies inside the image; rounded. */
  private static Source reduced(byte[] whole, int width, int height, int reduction) {
    int columns = (width + reduction - 1) / reduction;
    int rows = (height + reduction - 1) / reduction;
    byte[] bytes = new byte[columns * rows * 3];
    for (int i = 0; i < bytes.length; i++) {
      int left = i / 3 % columns * reduction;
      int top = i / 3 / columns * reduction;
      int right = Math.min(width, left + reduction);
      int bottom = Math.min(height, top + reduction);
      int sum = 0;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          sum += whole[(y * width + x) * 3 + i % 3] & 0xFF;
        }
      }
      bytes[i] = (byte) Math.round((float) sum / ((right - left) * (bottom - top)));
    }
    return new Source(bytes, columns, rows, reduction, 0, 0);
  }

  private static void assertNear(byte[] view, byte[] expected, int levels) {
    assertThat(view).hasSameSizeAs(expected);
    int largest = 0;
    for (int i = 0; i < view.length; i++) {
      largest = Math.max(largest, Math.abs((view[i] & 0xFF) - (expected[i] & 0xFF)));
    }
    assertThat(largest).isLessThanOrEqualTo(levels);
  }

  private static byte[] bytes(int... shades) {
    byte[] bytes = new byte[shades.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) shades[i];
    }
    return bytes;
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
