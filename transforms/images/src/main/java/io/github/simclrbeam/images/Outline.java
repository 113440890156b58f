package io.github.simclrbeam.images;

import java.util.List;

/**
 * What the walk over the blocks of an encoded image found; it looks at no pixel.
 *
 * @param header what the image announces
 * @param largestFrame pixels of the largest frame, >= 1
 * @param warnings what is wrong and does not matter
 * @param fault why the image is not whole; null if it is
 */
record Outline(
    ImageHeader header,
    long largestFrame,
    List<DecodeWarning> warnings,
    UndecodableImageException fault) {

  Outline {
    warnings = List.copyOf(warnings);
  }

  void mustBeWhole() throws UndecodableImageException {
    if (fault != null) {
      throw fault;
    }
  }
}
