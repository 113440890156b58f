package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationTest {
  private static final Recipe IMAGENET = Recipes.named("simclr-imagenet");

  private final byte[] photo = TestImages.photo(50, 40, 3, 3);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void renderingADrawGivesTheViewsBytes(long seed) {
    for (String name : Recipes.names()) {
      Augmentation augmentation = Augmentation.of(Recipes.named(name), 24, 3);
      for (int index = 0; index < 5; index++) {
        View view = augmentation.view(photo, 50, 40, seed, "photo", index);
        byte[] again =
            Augmentation.of(Recipes.named(name), 24, 3)
                .render(Source.whole(photo, 50, 40), view.draw());
        assertThat(again).isEqualTo(view.bytes());
        assertThat(augmentation.draw(50, 40, seed, "photo", index)).isEqualTo(view.draw());
      }
    }
  }

  @Test
  void aViewDoesNotDependOnWhichOthersWereMadeBefore() {
    Augmentation worn = Augmentation.of(IMAGENET, 32, 3);
    byte[] large = TestImages.photo(301, 97, 3, 8);
    for (int index = 19; index >= 0; index--) {
      worn.view(large, 301, 97, 5, "large", index);
      Augmentation fresh = Augmentation.of(IMAGENET, 32, 3);
      assertThat(worn.view(photo, 50, 40, 5, "photo", index).bytes())
          .isEqualTo(fresh.view(photo, 50, 40, 5, "photo", index).bytes());
    }
  }

  @Test
  void seedImageIdAndViewIndexEachChangeTheView() {
    Augmentation augmentation = Augmentation.of(IMAGENET, 32, 3);
    byte[] view = augmentation.view(photo, 50, 40, 1, "a", 0).bytes();

    assertThat(augmentation.view(photo, 50, 40, 1, "a", 0).bytes()).isEqualTo(view);
    assertThat(augmentation.view(photo, 50, 40, 2, "a", 0).bytes()).isNotEqualTo(view);
    assertThat(augmentation.view(photo, 50, 40, 1, "b", 0).bytes()).isNotEqualTo(view);
    assertThat(augmentation.view(photo, 50, 40, 1, "a", 1).bytes()).isNotEqualTo(view);
  }

  @Test
  void theImageIsNotChanged() {
    byte[] copy = photo.clone();
    Augmentation.of(IMAGENET, 32, 3).view(photo, 50, 40, 1, "a", 0);

    assertThat(photo).isEqualTo(copy);
  }

  @Test
  void noneLeavesAnImageOfTheViewsSizeUntouched() {
    byte[] noise = TestImages.noise(28, 28, 1, 4);
    byte[] view = Augmentation.of(Recipes.none(), 28, 1).view(noise, 28, 28, 1, "a", 0).bytes();

    assertThat(view).isEqualTo(noise).isNotSameAs(noise);
  }

  @Test
  void resizingToTheSameSizeIsExact() {
    byte[] noise = TestImages.noise(33, 33, 3, 4);
    for (Interpolation interpolation : Interpolation.values()) {
      Recipe whole =
          Recipes.none().withCrop(new CropRange(1, 1, 1, 1)).withInterpolation(interpolation);
      assertThat(Augmentation.of(whole, 33, 3).view(noise, 33, 33, 1, "a", 0).bytes())
          .isEqualTo(noise);
    }
  }

  @Test
  void noneSaysWhichPartOfTheImageItShows() {
    Augmentation none = Augmentation.of(Recipes.none(), 10, 1);

    assertThat(none.draw(40, 20, 1, "a", 0).crop()).isEqualTo(new CropBox(10, 0, 20, 20));
    assertThat(none.draw(20, 41, 1, "a", 0).crop()).isEqualTo(new CropBox(0, 10, 20, 21));
    assertThat(none.draw(10, 10, 1, "a", 0).crop()).isEqualTo(new CropBox(0, 0, 10, 10));
    assertThat(none.draw(1, 1000, 1, "a", 0).crop()).isEqualTo(new CropBox(0, 499, 1, 2));
  }

  @Test
  void aFlipMirrorsTheView() {
    Recipe flip = Recipes.none().withFlipProbability(1);
    byte[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    assertThat(Augmentation.of(flip, 3, 1).view(image, 3, 3, 1, "a", 0).bytes())
        .containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
  }

  @Test
  void pureRedTurnsToGraySeventySix() {
    Recipe gray = Recipes.none().withGrayProbability(1);
    byte[] red = TestImages.constant(6, 6, 255, 0, 0);

    // .299 * 255 = 76.2; with red and blue exchanged it would be 29.
    assertThat(Augmentation.of(gray, 6, 3).view(red, 6, 6, 1, "a", 0).bytes())
        .isEqualTo(TestImages.constant(6, 6, 76, 76, 76));
  }

  @Test
  void onOneChannelSaturationHueAndGrayChangeNothing() {
    Recipe colours =
        Recipes.named("fashion-mnist")
            .withJitter(new JitterRange(1, 0, 0, 0.8, 0.5))
            .withGrayProbability(1);
    Recipe plain = colours.withoutJitter().withGrayProbability(0);
    byte[] noise = TestImages.noise(28, 28, 1, 6);
    for (int index = 0; index < 20; index++) {
      assertThat(Augmentation.of(colours, 28, 1).view(noise, 28, 28, 1, "a", index).bytes())
          .isEqualTo(Augmentation.of(plain, 28, 1).view(noise, 28, 28, 1, "a", index).bytes());
    }
  }

  @Test
  void grayIsAppliedAfterTheJitterAndBeforeTheBlur() {
    Recipe recipe = IMAGENET.withGrayProbability(1).withBlur(new BlurRange(1, 1, 1, 0.5));
    byte[] view = Augmentation.of(recipe, 16, 3).view(photo, 50, 40, 1, "a", 0).bytes();
    for (int i = 0; i < view.length; i += 3) {
      assertThat(view[i + 1]).isEqualTo(view[i]);
      assertThat(view[i + 2]).isEqualTo(view[i]);
    }
  }

  @ParameterizedTest(name = "{0}x{1} to {2}")
  @CsvSource({
    "1, 1, 1",
    "1, 1, 32",
    "1, 57, 8",
    "57, 1, 8",
    "2, 300, 16",
    "300, 2, 1",
    "5, 3, 64",
    "64, 65, 64"
  })
  void anySizeOfImageGivesAView(int width, int height, int imageSize) {
    for (String name : Recipes.names()) {
      for (int channels = 1; channels <= 3; channels += 2) {
        int[] colour = channels == 1 ? new int[] {90} : new int[] {90, 90, 90};
        byte[] image = TestImages.constant(width, height, colour);
        Recipe shape = Recipes.named(name).withoutJitter();
        Augmentation augmentation = Augmentation.of(shape, imageSize, channels);
        for (int index = 0; index < 10; index++) {
          assertThat(augmentation.view(image, width, height, 1, "a", index).bytes())
              .isEqualTo(TestImages.constant(imageSize, imageSize, colour));
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void onlyTheCropIsRead(long seed) {
    Augmentation augmentation = Augmentation.of(IMAGENET, 16, 3);
    Draw draw = augmentation.draw(50, 40, seed, "a", 0);
    CropBox box = draw.crop();
    byte[] other = photo.clone();
    SplittableRandom random = new SplittableRandom(seed);
    for (int pixel = 0; pixel < 50 * 40; pixel++) {
      int x = pixel % 50 - box.x();
      int y = pixel / 50 - box.y();
      if (x < 0 || x >= box.width() || y < 0 || y >= box.height()) {
        Arrays.fill(other, pixel * 3, pixel * 3 + 3, (byte) random.nextInt(256));
      }
    }

    assertThat(augmentation.render(Source.whole(other, 50, 40), draw))
        .isEqualTo(augmentation.render(Source.whole(photo, 50, 40), draw));
  }

  @Test
  void wrongArgumentsAreRefused() {
    Augmentation augmentation = Augmentation.of(IMAGENET, 16, 3);
    Draw draw = augmentation.draw(50, 40, 1, "a", 0);
    Draw blurred = new Draw(50, 40, draw.crop(), false, draw.jitter(), false, OptionalDouble.of(1));

    assertRefused(
        () -> Augmentation.of(IMAGENET, 0, 3),
        "imageSize must be in [1, 8192], but was: 0 (augmentation)");
    assertRefused(
        () -> Augmentation.of(IMAGENET, 16, 4),
        "channels must be 1 or 3, but was: 4 (augmentation)");
    assertRefused(
        () -> augmentation.view(photo, 40, 40, 1, "a", 0),
        "bytes must be 4800 for 40x40x3, but was: 6000 (image)");
    assertRefused(
        () -> augmentation.view(photo, 0, 40, 1, "a", 0),
        "width must be at least 1, but was: 0 (image)");
    assertRefused(
        () -> augmentation.view(photo, 50, 40, 1, "a", -1),
        "viewIndex must be at least 0, but was: -1 (image a)");
    assertRefused(
        () -> augmentation.render(Source.whole(photo, 40, 50), draw),
        "image must be 50x40 as drawn, but was: 40x50 at 1/1 from (0, 0) (render)");
    assertRefused(
        () ->
            Augmentation.of(IMAGENET.withoutBlur(), 16, 3)
                .render(Source.whole(photo, 50, 40), blurred),
        "draw must be without blur, but was: a blurred one (recipe simclr-imagenet)");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
