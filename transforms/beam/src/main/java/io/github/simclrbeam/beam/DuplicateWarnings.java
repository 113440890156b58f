package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import java.util.List;

/**
 * What is told of an image whose content is another one's.
 *
 * @param dropped whether it was left out
 * @param labelNames by label
 */
record DuplicateWarnings(boolean dropped, List<String> labelNames) {

  /** Returns the warning about the image; labels that differ are said in its message. */
  ImageWarning of(ImageReference image, ImageReference first) {
    String message = "identical to " + first.getId();
    if (image.hasLabel() != first.hasLabel() || image.getLabel() != first.getLabel()) {
      message += ", but " + labelled(image) + " while that is " + labelled(first);
    }
    return ImageWarning.newBuilder()
        .setUri(image.getUri())
        .setId(image.getId())
        .setReason(dropped ? Deduplicate.DROPPED : Deduplicate.LISTED)
        .setMessage(dropped ? "left out: " + message : message)
        .setFractionDecoded(1)
        .build();
  }

  private String labelled(ImageReference image) {
    if (!image.hasLabel()) {
      return "without a label";
    }
    int label = image.getLabel();
    return "labelled " + (label < labelNames.size() ? labelNames.get(label) : label);
  }
}
