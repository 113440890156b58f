package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The order of images within a chunk: by hash, then by id; each id once. */
public final class ChunkOrder {
  private record Hashed(long hash, ImageReference image) implements Comparable<Hashed> {
    @Override
    public int compareTo(Hashed other) {
      return ImageOrder.compare(hash, image.getId(), other.hash, other.image.getId());
    }
  }

  private ChunkOrder() {}

  /**
   * Returns the images in order.
   *
   * @param seed of the order
   * @throws DuplicateImageException if two images have one id
   */
  public static List<ImageReference> of(long seed, Iterable<ImageReference> images) {
    ImageOrder order = new ImageOrder(seed);
    List<Hashed> hashed = new ArrayList<>();
    for (ImageReference image : images) {
      hashed.add(new Hashed(order.hash(image.getId()), image));
    }
    Collections.sort(hashed);
    for (int i = 1; i < hashed.size(); i++) {
      ImageReference one = hashed.get(i - 1).image();
      ImageReference other = hashed.get(i).image();
      if (one.getId().equals(other.getId())) {
        throw new DuplicateImageException(one, other);
      }
    }
    return hashed.stream().map(Hashed::image).toList();
  }
}
