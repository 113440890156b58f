package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrawingTest {
  private static final Recipe RECIPE = Recipes.named("simclr-imagenet");

  @Test
  void allPermutationsOfTheJitterAreEquallyLikely() {
    Map<List<JitterOperation>, Integer> counts = new HashMap<>();
    Recipe always = RECIPE.withJitter(new JitterRange(1, 0.8, 0.8, 0.8, 0.2));
    for (int view = 0; view < 24_000; view++) {
      counts.merge(draw(always, 6, "image", view).jitter().orElseThrow().order(), 1, Integer::sum);
    }
    double chiSquare = 0;
    for (int count : counts.values()) {
      chiSquare += (count - 1000.0) * (count - 1000.0) / 1000.0;
    }

    assertThat(counts).hasSize(24);
    // 23 degrees of freedom: larger than 50 with a probability of 1e-3.
    assertThat(chiSquare).isLessThan(50);
  }

  @Test
  void permutationsAreInLexicographicOrder() {
    Set<List<JitterOperation>> all = new HashSet<>();
    for (int rank = 0; rank < 24; rank++) {
      all.add(Drawing.permutation(rank));
    }

    assertThat(all).hasSize(24);
    assertThat(Drawing.permutation(0)).containsExactly(JitterOperation.values());
    assertThat(Drawing.permutation(23))
        .containsExactly(
            JitterOperation.HUE,
            JitterOperation.SATURATION,
            JitterOperation.CONTRAST,
            JitterOperation.BRIGHTNESS);
  }

  @Test
  void everyOperationIsAppliedAsOftenAsTheRecipeSays() {
    int flips = 0;
    int jitters = 0;
    int grays = 0;
    int blurs = 0;
    for (int view = 0; view < 10_000; view++) {
      Draw draw = draw(RECIPE, 6, "image", view);
      flips += draw.flipped() ? 1 : 0;
      jitters += draw.jitter().isPresent() ? 1 : 0;
      grays += draw.gray() ? 1 : 0;
      blurs += draw.blurSigma().isPresent() ? 1 : 0;
    }

    assertThat(flips).isBetween(4_800, 5_200);
    assertThat(jitters).isBetween(7_840, 8_160);
    assertThat(grays).isBetween(1_840, 2_160);
    assertThat(blurs).isBetween(4_800, 5_200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void parametersLieInTheRecipesRanges(long seed) {
    for (int view = 0; view < 200; view++) {
      Draw draw = draw(RECIPE, seed, "image", view);
      draw.jitter()
          .ifPresent(
              jitter -> {
                assertThat(jitter.brightness()).isBetween(0.2 - 1e-9, 1.8);
                assertThat(jitter.contrast()).isBetween(0.2 - 1e-9, 1.8);
                assertThat(jitter.saturation()).isBetween(0.2 - 1e-9, 1.8);
                assertThat(jitter.hue()).isBetween(-0.2, 0.2);
              });
      draw.blurSigma().ifPresent(sigma -> assertThat(sigma).isBetween(0.1, 2.0));
    }
  }

  @Test
  void factorsOfAStrengthAboveOneStartAtZero() {
    Recipe strong = RECIPE.withJitter(new JitterRange(1, 1.5, 0, 0, 0));
    for (int view = 0; view < 1000; view++) {
      JitterDraw jitter = draw(strong, 3, "image", view).jitter().orElseThrow();
      assertThat(jitter.brightness()).isBetween(0.0, 2.5);
      assertThat(jitter.contrast()).isEqualTo(1);
      assertThat(jitter.hue()).isEqualTo(0);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void turningOneOperationOffLeavesTheOthersDraws(long seed) {
    Recipe plain = RECIPE.withFlipProbability(0).withGrayProbability(0).withoutJitter();
    for (int view = 0; view < 50; view++) {
      Draw all = draw(RECIPE, seed, "image", view);
      Draw some = draw(plain, seed, "image", view);
      Draw sharp = draw(RECIPE.withoutBlur(), seed, "image", view);
      Draw uncropped = draw(RECIPE.withoutCrop(), seed, "image", view);

      assertThat(some.crop()).isEqualTo(all.crop());
      assertThat(some.blurSigma()).isEqualTo(all.blurSigma());
      assertThat(sharp.jitter()).isEqualTo(all.jitter());
      assertThat(sharp.gray()).isEqualTo(all.gray());
      assertThat(uncropped.jitter()).isEqualTo(all.jitter());
      assertThat(uncropped.flipped()).isEqualTo(all.flipped());
      assertThat(uncropped.blurSigma()).isEqualTo(all.blurSigma());
    }
  }

  @Test
  void viewIndexSeedAndImageIdEachChangeTheParameters() {
    Set<Draw> draws = new HashSet<>();
    for (int view = 0; view < 100; view++) {
      draws.add(draw(RECIPE, 1, "image", view));
      draws.add(draw(RECIPE, 2, "image", view));
      draws.add(draw(RECIPE, 1, "other", view));
    }

    assertThat(draws).hasSize(300);
  }

  @Test
  void twoImagesAreBlurredWithDifferentSigmas() {
    Recipe blurred = RECIPE.withBlur(new BlurRange(1, 0.1, 2, 0.1));

    assertThat(draw(blurred, 1, "one", 0).blurSigma())
        .isNotEqualTo(draw(blurred, 1, "two", 0).blurSigma());
  }

  private static Draw draw(Recipe recipe, long seed, String imageId, int viewIndex) {
    return Drawing.draw(recipe, 224, 500, 375, new ViewRandom(seed, imageId, viewIndex));
  }
}
