package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.AugmentationRecipe;
import io.github.simclrbeam.proto.ColorJitter;
import io.github.simclrbeam.proto.GaussianBlur;
import io.github.simclrbeam.proto.JitterOperation;
import io.github.simclrbeam.proto.JitterParameters;
import io.github.simclrbeam.proto.RandomResizedCrop;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ViewParameters;
import org.junit.jupiter.api.Test;

class ViewWordsTest {
  private static final ViewParameters VIEW =
      ViewParameters.newBuilder()
          .setViewIndex(3)
          .setSourceWidth(400)
          .setSourceHeight(200)
          .setCropX(100)
          .setCropY(50)
          .setCropWidth(200)
          .setCropHeight(100)
          .setFlipped(true)
          .setJitter(
              JitterParameters.newBuilder()
                  .addOrder(JitterOperation.HUE)
                  .addOrder(JitterOperation.BRIGHTNESS)
                  .addOrder(JitterOperation.SATURATION)
                  .addOrder(JitterOperation.CONTRAST)
                  .setBrightness(1.25)
                  .setContrast(0.8)
                  .setSaturation(1.1)
                  .setHue(-0.05))
          .setGray(true)
          .setBlurSigma(0.75)
          .build();

  @Test
  void everythingDrawnIsSaidInTheOrderApplied() {
    assertThat(ViewWords.of(VIEW, 3).lines())
        .containsExactly(
            "View 3",
            "crop 200 x 100 at (100, 50) of 400 x 200",
            "flipped",
            "hue shifted by -18 degrees",
            "brightness x 1.25",
            "saturation x 1.10",
            "contrast x 0.80",
            "turned to gray",
            "blurred, sigma 0.75");
  }

  @Test
  void whatHasNoEffectOnOneChannelIsNotSaid() {
    assertThat(ViewWords.of(VIEW, 1)).doesNotContain("hue", "saturation", "gray");
  }

  @Test
  void theCropIsInSharesOfTheSource() {
    assertThat(ViewWords.crop(VIEW)).isEqualTo("0.2500 0.2500 0.5000 0.5000");
    assertThat(ViewWords.crop(ViewParameters.getDefaultInstance())).isEmpty();
  }

  @Test
  void aRecipeIsSaidWithItsRanges() {
    ShardManifest manifest =
        ShardManifest.newBuilder()
            .setChannels(3)
            .setRecipe(
                AugmentationRecipe.newBuilder()
                    .setName("simclr-imagenet")
                    .setCrop(RandomResizedCrop.newBuilder().setMinArea(0.08).setMaxArea(1))
                    .setFlipProbability(0.5)
                    .setJitter(
                        ColorJitter.newBuilder()
                            .setProbability(0.8)
                            .setBrightness(0.8)
                            .setContrast(0.8)
                            .setSaturation(0.8)
                            .setHue(0.2))
                    .setGrayProbability(0.2)
                    .setBlur(GaussianBlur.newBuilder().setProbability(0.5)))
            .build();
    assertThat(ViewWords.recipe(manifest))
        .isEqualTo(
            "simclr-imagenet: crops of 8.0% to 100.0% of the area, flip 50.0%, jitter 80.0% of the"
                + " time (brightness 0.8, contrast 0.8, saturation 0.8, hue 0.2), gray 20.0% and"
                + " blur 50.0%");
  }

  @Test
  void aRecipeThatDrawsNothingSaysSo() {
    ShardManifest manifest =
        ShardManifest.newBuilder()
            .setRecipe(AugmentationRecipe.newBuilder().setName("none"))
            .build();
    assertThat(ViewWords.recipe(manifest)).isEqualTo("none: nothing drawn");
  }
}
