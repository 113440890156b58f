package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.augment.View;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ViewParameters;
import io.github.simclrbeam.shards.ViewRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Pixels to a record of K views: a pure function of image, id and settings. Not thread-safe. */
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

  /** Returns the image's record. */
  public ViewRecord of(DecodedImage image) {
    ImageReference reference = image.reference();
    Pixels pixels = image.pixels();
    List<byte[]> views = new ArrayList<>();
    List<ViewParameters> parameters = new ArrayList<>();
    for (int k = 0; k < settings.viewsPerImage(); k++) {
      int index = settings.firstView() + k;
      View view =
          augmentation.view(
              pixels.bytes(),
              pixels.width(),
              pixels.height(),
              settings.seed(),
              reference.getId(),
              index);
      views.add(settings.encoding().encode(viewPixels(view.bytes())));
      parameters.add(DrawMessages.toMessage(index, view.draw()));
    }
    OptionalInt label =
        reference.hasLabel() ? OptionalInt.of(reference.getLabel()) : OptionalInt.empty();
    return new ViewRecord(reference.getId(), label, views, parameters);
  }

  private Pixels viewPixels(byte[] bytes) {
    return new Pixels(settings.imageSize(), settings.imageSize(), settings.channels(), bytes);
  }
}
