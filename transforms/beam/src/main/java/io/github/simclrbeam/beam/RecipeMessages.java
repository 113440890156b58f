package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.BlurRange;
import io.github.simclrbeam.augment.CropRange;
import io.github.simclrbeam.augment.Interpolation;
import io.github.simclrbeam.augment.JitterRange;
import io.github.simclrbeam.augment.Recipe;
import io.github.simclrbeam.proto.AugmentationRecipe;
import io.github.simclrbeam.proto.ColorJitter;
import io.github.simclrbeam.proto.GaussianBlur;
import io.github.simclrbeam.proto.RandomResizedCrop;
import java.util.Optional;

/** Recipes as they stand in manifests, and back without loss. */
public final class RecipeMessages {
  private RecipeMessages() {}

  /** Returns the recipe's message. */
  public static AugmentationRecipe toMessage(Recipe recipe) {
    AugmentationRecipe.Builder message =
        AugmentationRecipe.newBuilder()
            .setName(recipe.name())
            .setFlipProbability(recipe.flipProbability())
            .setGrayProbability(recipe.grayProbability())
            .setInterpolation(toMessage(recipe.interpolation()));
    recipe.crop().ifPresent(crop -> message.setCrop(toMessage(crop)));
    recipe.jitter().ifPresent(jitter -> message.setJitter(toMessage(jitter)));
    recipe.blur().ifPresent(blur -> message.setBlur(toMessage(blur)));
    return message.build();
  }

  /**
   * Returns the message's recipe.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public static Recipe toRecipe(AugmentationRecipe message) {
    return new Recipe(
        message.getName(),
        message.hasCrop() ? Optional.of(toRange(message.getCrop())) : Optional.empty(),
        message.getFlipProbability(),
        message.hasJitter() ? Optional.of(toRange(message.getJitter())) : Optional.empty(),
        message.getGrayProbability(),
        message.hasBlur() ? Optional.of(toRange(message.getBlur())) : Optional.empty(),
        toInterpolation(message.getInterpolation()));
  }

  private static RandomResizedCrop toMessage(CropRange crop) {
    return RandomResizedCrop.newBuilder()
        .setMinArea(crop.minArea())
        .setMaxArea(crop.maxArea())
        .setMinAspect(crop.minAspect())
        .setMaxAspect(crop.maxAspect())
        .build();
  }

  private static CropRange toRange(RandomResizedCrop crop) {
    return new CropRange(
        crop.getMinArea(), crop.getMaxArea(), crop.getMinAspect(), crop.getMaxAspect());
  }

  private static ColorJitter toMessage(JitterRange jitter) {
    return ColorJitter.newBuilder()
        .setProbability(jitter.probability())
        .setBrightness(jitter.brightness())
        .setContrast(jitter.contrast())
        .setSaturation(jitter.saturation())
        .setHue(jitter.hue())
        .build();
  }

  private static JitterRange toRange(ColorJitter jitter) {
    return new JitterRange(
        jitter.getProbability(),
        jitter.getBrightness(),
        jitter.getContrast(),
        jitter.getSaturation(),
        jitter.getHue());
  }

  private static GaussianBlur toMessage(BlurRange blur) {
    return GaussianBlur.newBuilder()
        .setProbability(blur.probability())
        .setMinSigma(blur.minSigma())
        .setMaxSigma(blur.maxSigma())
        .setKernelShare(blur.kernelShare())
        .build();
  }

  private static BlurRange toRange(GaussianBlur blur) {
    return new BlurRange(
        blur.getProbability(), blur.getMinSigma(), blur.getMaxSigma(), blur.getKernelShare());
  }

  private static io.github.simclrbeam.proto.Interpolation toMessage(Interpolation interpolation) {
    return switch (interpolation) {
      case BILINEAR -> io.github.simclrbeam.proto.Interpolation.BILINEAR;
      case BICUBIC -> io.github.simclrbeam.proto.Interpolation.BICUBIC;
    };
  }

  private static Interpolation toInterpolation(io.github.simclrbeam.proto.Interpolation message) {
    return switch (message) {
      case BILINEAR -> Interpolation.BILINEAR;
      case BICUBIC -> Interpolation.BICUBIC;
      case INTERPOLATION_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "interpolation must be BILINEAR or BICUBIC, but was: " + message);
    };
  }
}
