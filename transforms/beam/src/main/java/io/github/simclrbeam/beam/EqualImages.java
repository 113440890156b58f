package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.values.KV;

/** Images of one content each. */
final class EqualImages {
  private EqualImages() {}

  /**
   * Returns the images of each content, ascending by id ({@link String#compareTo}).
   *
   * @param digested images by the digest of their content, in any order; iterated once
   * @throws DuplicateImageException if two images of one content have one id
   */
  static Collection<List<ImageReference>> byContent(Iterable<KV<String, ImageReference>> digested) {
    Map<String, List<ImageReference>> contents = new TreeMap<>();
    for (KV<String, ImageReference> image : digested) {
      contents.computeIfAbsent(image.getKey(), digest -> new ArrayList<>(1)).add(image.getValue());
    }
    contents.values().forEach(EqualImages::sort);
    return contents.values();
  }

  private static void sort(List<ImageReference> images) {
    images.sort(Comparator.comparing(ImageReference::getId));
    for (int i = 1; i < images.size(); i++) {
      // To leave one of them out would hide that the ids clash.
      if (images.get(i).getId().equals(images.get(i - 1).getId())) {
        throw new DuplicateImageException(images.get(i - 1), images.get(i));
      }
    }
  }
}
