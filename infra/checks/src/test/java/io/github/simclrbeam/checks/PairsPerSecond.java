package io.github.simclrbeam.checks;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.MakeViews;
import io.github.simclrbeam.beam.ReadImage;
import io.github.simclrbeam.beam.RecipeMessages;
import io.github.simclrbeam.beam.ViewEncoding;
import io.github.simclrbeam.beam.ViewSettings;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many pairs of views one thread makes: JPEG files to two 224-pixel views as JPEG of quality
 * 95, by the code that the views stage runs for each image. Prints one JSON line, as the peers do.
 * {@code infra/checks/bench-views.sh} runs it beside them.
 *
 * <p>Usage: PairsPerSecond PHOTO_DIR [IMAGES]
 */
public final class PairsPerSecond {
  /** So many passes that the JIT compiler has done its work, which a long run does not notice. */
  private static final int WARM_UP_PASSES = 12;

  private static final int PASSES = 3;

  private PairsPerSecond() {}

  public static void main(String[] arguments) throws IOException {
    int limit = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(arguments[0], SourceSettings.DEFAULT).forEach(images::add);
    images = images.subList(0, Math.min(limit, images.size()));
    ViewSettings settings =
        new ViewSettings(
            RecipeMessages.toMessage(Recipes.named("simclr-imagenet")),
            224,
            3,
            2,
            0,
            ViewEncoding.JPEG,
            0);
    List<String> rates = new ArrayList<>();
    try (ReadImage reader = ReadImage.withChannels(3, DecodeSettings.DEFAULT)) {
      MakeViews views = MakeViews.with(settings);
      for (int pass = 0; pass < WARM_UP_PASSES + PASSES; pass++) {
        long start = System.nanoTime();
        for (ImageReference image : images) {
          views.of((DecodedImage) reader.read(image, views.reductions(image.getId()))).toBytes();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (pass >= WARM_UP_PASSES) {
          rates.add(String.format(Locale.ROOT, "%.1f", images.size() / seconds));
        }
      }
    }
    System.out.printf(
        "{\"program\": \"simclr-beam, Java %s\", \"pairs_per_s\": [%s]}%n",
        Runtime.version().feature(), String.join(", ", rates));
  }
}
