package io.github.simclrbeam.augment;

import java.util.List;
import java.util.Optional;

/**
 * The views of published SimCLR recipes, each named after where it comes from and its data. Values:
 * the sources named; where ours departs from them, in what our operations cannot do, it is said.
 *
 * <p>Of all of them: a crop's aspect range is of its pixels (google-research/simclr: relative to
 * the image's aspect), the blur's sigma is drawn for each view (there: for each batch) and its
 * borders are mirrored (there: zero).
 */
final class PublishedRecipes {
  private static final JitterRange FULL = JitterRange.ofStrength(1);
  private static final JitterRange HALF = JitterRange.ofStrength(0.5);
  private static final JitterRange MILD = new JitterRange(0.8, 0.4, 0.4, 0.4, 0.1);

  /** A tenth of 32 pixels would cut Pillow's blur, which has no kernel width, to 3 pixels. */
  private static final BlurRange SMALL_BLUR = new BlurRange(0.5, 0.1, 2, 0.4);

  private PublishedRecipes() {}

  static List<Recipe> all() {
    return List.of(
        // google-research/simclr, data_util.py and README.
        bicubic("google-imagenet", 0.08, FULL, 0.2).withBlur(BlurRange.PAPER),
        bicubic("google-cifar10", 0.08, HALF, 0.2),
        // lightly-ai/lightly, transforms/simclr_transform.py and the CIFAR-10 benchmark.
        bilinear("lightly-imagenet", 0.08, FULL, 0.2).withBlur(BlurRange.PAPER),
        bilinear("lightly-cifar10", 0.08, HALF, 0.2),
        // vturrisi/solo-learn, scripts/pretrain: the full jitter and blur on CIFAR too.
        bicubic("solo-cifar10", 0.08, FULL, 0.2).withBlur(SMALL_BLUR),
        bicubic("solo-imagenet100", 0.08, FULL, 0.2).withBlur(BlurRange.PAPER),
        // dkobak/simclr-cifar10.
        bilinear("dkobak-cifar10", 0.2, MILD, 0.1),
        // htdt/self-supervised: there jitter and gray come before the crop, so that contrast turns
        // about the mean of the whole image.
        bicubic("htdt-cifar10", 0.2, MILD, 0.1),
        // AndrewAtanov/simclr-pytorch.
        bicubic("atanov-cifar10", 0.08, HALF, 0.2),
        // HobbitLong/SupContrast.
        bilinear("supcontrast-cifar10", 0.2, MILD, 0.2),
        // facebookresearch/vissl, simclr_8node_resnet.yaml.
        bilinear("vissl-imagenet", 0.08, FULL, 0.2).withBlur(BlurRange.PAPER),
        // sthalles/SimCLR: every view is blurred.
        bilinear("sthalles-cifar10", 0.08, FULL, 0.2).withBlur(new BlurRange(1, 0.1, 2, 0.1)),
        // Spijkervet/SimCLR: 224 pixels, the full jitter, no blur.
        bilinear("spijkervet-stl10", 0.08, FULL, 0.2),
        // leftthomas/SimCLR, its CIFAR-10 version.
        bilinear("leftthomas-cifar10", 0.08, MILD, 0.2),
        // stable-pretraining, its CIFAR-10 example.
        bilinear(
            "stable-pretraining-cifar10", 0.08, new JitterRange(0.8, 0.4, 0.4, 0.2, 0.1), 0.2));
  }

  private static Recipe bicubic(String name, double minArea, JitterRange jitter, double gray) {
    return recipe(name, minArea, jitter, gray, Interpolation.BICUBIC);
  }

  private static Recipe bilinear(String name, double minArea, JitterRange jitter, double gray) {
    return recipe(name, minArea, jitter, gray, Interpolation.BILINEAR);
  }

  private static Recipe recipe(
      String name, double minArea, JitterRange jitter, double gray, Interpolation interpolation) {
    return new Recipe(
        name,
        Optional.of(CropRange.ofArea(minArea, 1)),
        0.5,
        Optional.of(jitter),
        gray,
        Optional.empty(),
        interpolation);
  }
}
