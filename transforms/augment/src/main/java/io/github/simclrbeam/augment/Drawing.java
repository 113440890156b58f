package io.github.simclrbeam.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Draws a view's parameters from a recipe; strict arithmetic only, so equal on every machine. */
final class Drawing {
  private static final int PERMUTATIONS = 24;

  private Drawing() {}

  static Draw draw(Recipe recipe, int imageSize, int width, int height, ViewRandom random) {
    CropBox crop =
        recipe
            .crop()
            .map(range -> CropDrawing.draw(random, range, width, height))
            .orElseGet(() -> CentreCrop.shown(width, height, imageSize));
    int gates = DrawingOrder.GATES;
    return new Draw(
        width,
        height,
        crop,
        random.chance(gates, DrawingOrder.FLIP, recipe.flipProbability()),
        recipe
            .jitter()
            .filter(range -> random.chance(gates, DrawingOrder.JITTER, range.probability()))
            .map(range -> jitter(random, range)),
        random.chance(gates, DrawingOrder.GRAY, recipe.grayProbability()),
        sigma(recipe.blur(), random));
  }

  private static OptionalDouble sigma(Optional<BlurRange> blur, ViewRandom random) {
    if (blur.isEmpty()
        || !random.chance(DrawingOrder.GATES, DrawingOrder.BLUR, blur.get().probability())) {
      return OptionalDouble.empty();
    }
    BlurRange range = blur.get();
    return OptionalDouble.of(
        random.uniform(DrawingOrder.REST, DrawingOrder.SIGMA, range.minSigma(), range.maxSigma()));
  }

  private static JitterDraw jitter(ViewRandom random, JitterRange range) {
    return new JitterDraw(
        permutation(random.below(DrawingOrder.REST, DrawingOrder.ORDER, PERMUTATIONS)),
        factor(random, DrawingOrder.BRIGHTNESS, range.brightness()),
        factor(random, DrawingOrder.CONTRAST, range.contrast()),
        factor(random, DrawingOrder.SATURATION, range.saturation()),
        random.uniform(DrawingOrder.FACTORS, DrawingOrder.HUE, -range.hue(), range.hue()));
  }

  private static double factor(ViewRandom random, int word, double strength) {
    return random.uniform(DrawingOrder.FACTORS, word, Math.max(0, 1 - strength), 1 + strength);
  }

  /** The permutation of this rank, 0 to 23, in lexicographic order of the enum's constants. */
  static List<JitterOperation> permutation(int rank) {
    List<JitterOperation> left = new ArrayList<>(List.of(JitterOperation.values()));
    List<JitterOperation> order = new ArrayList<>(4);
    int rest = rank;
    for (int arrangements = 6, size = 4; size > 0; size--) {
      order.add(left.remove(rest / arrangements));
      rest %= arrangements;
      arrangements /= Math.max(1, size - 1);
    }
    return order;
  }
}
