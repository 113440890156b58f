package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.sources.ImageContent;
import java.util.Optional;

/**
 * What a chunk is made from: a line for each of its images in order, {@code id label content}.
 *
 * <p>The label is its number, or {@code -}. The content is the SHA-256, hex, of the encoded bytes;
 * of pixels that are stored as they are that of the stored bytes, and behind it their {@code width
 * height channels layout}; for an image whose bytes cannot be had {@code !reason offset bytes
 * message}. Equal lines make equal records and equal dead letters, whatever files the images were
 * found in.
 */
public final class InputLines {
  private final StringBuilder lines = new StringBuilder();

  /** Adds an image by what was read of it. */
  void add(ImageReference image, ImageContent content) {
    if (content instanceof ImageContent.Unusable unusable) {
      addFault(image, unusable.fault());
    } else {
      addContent(image, ContentDigest.of(content).orElseThrow());
    }
  }

  /** Adds an image whose content's digest is known. */
  public void addContent(ImageReference image, String contentDigest) {
    begin(image).append(contentDigest);
    shape(image)
        .ifPresent(
            shape ->
                lines
                    .append(' ')
                    .append(shape.getWidth())
                    .append(' ')
                    .append(shape.getHeight())
                    .append(' ')
                    .append(shape.getChannels())
                    .append(' ')
                    .append(shape.getLayout()));
    lines.append('\n');
  }

  private void addFault(ImageReference image, Fault fault) {
    begin(image)
        .append('!')
        .append(fault.getReason())
        .append(' ')
        .append(fault.getOffset())
        .append(' ')
        .append(fault.getBytes())
        .append(' ')
        .append(fault.getMessage())
        .append('\n');
  }

  private StringBuilder begin(ImageReference image) {
    lines.append(image.getId()).append(' ');
    return (image.hasLabel() ? lines.append(image.getLabel()) : lines.append('-')).append(' ');
  }

  private static Optional<RawShape> shape(ImageReference image) {
    return switch (image.getContentCase()) {
      case RAW -> Optional.of(image.getRaw().getShape());
      case CARRIED_PIXELS -> Optional.of(image.getCarriedPixels().getShape());
      case EXAMPLE ->
          image.getExample().hasRaw() ? Optional.of(image.getExample().getRaw()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Returns the lines, each ending with a line feed. */
  @Override
  public String toString() {
    return lines.toString();
  }
}
