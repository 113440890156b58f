package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.augment.Draw;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ViewParameters;
import io.github.simclrbeam.shards.ViewRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pixels to a record of K views: each a pure function of image, id, settings and its own index, and
 * not of the other views. Not thread-safe.
 */
public final class MakeViews {
  private final ViewSettings settings;
  private final Augmentation augmentation;

  private MakeViews(ViewSettings settings) {
    this.settings = settings;
    this.augmentation =
        Augmentation.of(settings.recipeValue(), settings.imageSize(), settings.channels());
  }

  /** Returns one for the settings; it keeps buffers, so make one a thread. */
  public static MakeViews with(ViewSettings settings) {
    return new MakeViews(settings);
  }

  /** Returns which reductions of the image the views are going to be made from. */
  public Reductions reductions(String imageId) {
    return (width, height) ->
        // No crop of an image of less than twice the view's size can be reduced: small images, of
        // which drawing is a large part of the work, are not drawn for twice.
        Math.min(width, height) < 2 * settings.imageSize()
            ? Set.of(1)
            : IntStream.range(0, settings.viewsPerImage())
                .mapToObj(k -> augmentation.reduction(draw(width, height, imageId, k)))
                .collect(Collectors.toSet());
  }

  /** Returns the record of an image that was read with {@link #reductions}. */
  public ViewRecord of(DecodedImage image) {
    ImageReference reference = image.reference();
    List<byte[]> views = new ArrayList<>();
    List<ViewParameters> parameters = new ArrayList<>();
    for (int k = 0; k < settings.viewsPerImage(); k++) {
      Draw draw = draw(image.width(), image.height(), reference.getId(), k);
      views.add(settings.encoding().encode(viewPixels(image.view(augmentation, draw))));
      parameters.add(DrawMessages.toMessage(settings.firstView() + k, draw));
    }
    OptionalInt label =
        reference.hasLabel() ? OptionalInt.of(reference.getLabel()) : OptionalInt.empty();
    return new ViewRecord(reference.getId(), label, views, parameters);
  }

  private Draw draw(int width, int height, String imageId, int k) {
    return augmentation.draw(width, height, settings.seed(), imageId, settings.firstView() + k);
  }

  private Pixels viewPixels(byte[] bytes) {
    return new Pixels(settings.imageSize(), settings.imageSize(), settings.channels(), bytes);
  }
}
