package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.augment.Draw;
import io.github.simclrbeam.augment.Source;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import java.util.List;
import java.util.Map;

/**
 * An image in memory.
 *
 * @param reference where it came from
 * @param width of the upright image, not reduced, pixels
 * @param height the same
 * @param sources by reduction, those that were asked for: pixels with the channels that were asked
 *     for, upright. Where an image cannot be reduced (all but JPEG), each is the whole image
 * @param contentDigest SHA-256, hex, of the encoded bytes, or of the pixels as they stand in a file
 *     of raw pixels
 * @param bytes how many those were
 * @param decoder the program that decoded them, or "raw"
 * @param warnings what was wrong with the image although it could be used
 */
public record DecodedImage(
    ImageReference reference,
    int width,
    int height,
    Map<Integer, Source> sources,
    String contentDigest,
    long bytes,
    String decoder,
    List<ImageWarning> warnings)
    implements ReadOutcome {

  /** Takes its own copies. */
  public DecodedImage {
    sources = Map.copyOf(sources);
    warnings = List.copyOf(warnings);
  }

  /**
   * Makes a view of these parameters, from the most reduced pixels that suffice for its own crop:
   * the one way from images to views, whoever makes them.
   *
   * @throws IllegalArgumentException if the reduction was not asked for when the image was read, or
   *     the parameters are those of an image of another size
   */
  public byte[] view(Augmentation augmentation, Draw draw) {
    return augmentation.render(source(augmentation.reduction(draw)), draw);
  }

  /**
   * Returns the pixels at a reduction.
   *
   * @throws IllegalArgumentException if it was not asked for when the image was read
   */
  public Source source(int reduction) {
    Source source = sources.get(reduction);
    if (source == null) {
      throw new IllegalArgumentException(
          "reduction must be one of %s, but was: %d".formatted(sources.keySet(), reduction));
    }
    return source;
  }
}
