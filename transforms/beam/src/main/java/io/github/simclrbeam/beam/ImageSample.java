package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import io.github.simclrbeam.sources.ContentReader;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.LabelNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * An input looked through in this process: the same images in the same order as a pipeline over it
 * takes first.
 *
 * @param images how many the input has, bad ones included; where it is cut by content, the share
 *     that is to be expected
 * @param exact whether they were counted
 * @param first the images of the lowest (hash, id), in that order, their labels numbered
 * @param referenceBytes mean size of the first images' references, without bytes that they carry
 */
public record ImageSample(
    long images, boolean exact, List<ImageReference> first, double referenceBytes) {
  private static final int PERCENT = 100;

  /** Images of a compressed archive are kept with their bytes. */
  private static final int MOST_KEPT = 2_000;

  /**
   * Lists the input.
   *
   * @param seed of the order
   * @param most how many images are taken, if there are as many
   */
  public static ImageSample of(ImageSource source, InputSettings input, long seed, int most)
      throws IOException {
    Optional<ContentSplit> split = input.split();
    int percent = split.map(share -> share.to() - share.from()).orElse(PERCENT);
    // Of a share, enough images are kept that it has the sample among them, but for bad luck.
    int kept = percent == PERCENT ? most : Math.min(MOST_KEPT, 2 * most * PERCENT / percent);
    Lowest lowest = new Lowest(new ImageOrder(seed), kept);
    source.forEach(lowest::add);
    List<ImageReference> first = lowest.numbered(names(source, input, lowest.names));
    if (split.isPresent()) {
      first = taken(split.get(), first, input.decode().limits().maxBytes());
    }
    long images = Math.round((double) lowest.count * percent / PERCENT);
    List<ImageReference> sample = first.stream().limit(most).toList();
    double bytes = sample.stream().mapToLong(ImageSample::bytes).average().orElse(0);
    return new ImageSample(images, split.isEmpty(), sample, bytes);
  }

  private static List<ImageReference> taken(
      ContentSplit split, List<ImageReference> images, long maxBytes) throws IOException {
    List<ImageReference> taken = new ArrayList<>();
    try (ContentReader reader = ContentReader.upTo(maxBytes)) {
      for (ImageReference image : images) {
        if (SplitByContent.takes(split, reader, image)) {
          taken.add(image);
        }
      }
    }
    return taken;
  }

  private static List<String> names(
      ImageSource source, InputSettings input, TreeSet<String> found) {
    return input.source().labelNames().isEmpty()
        ? source.labelNames().orElseGet(() -> LabelNumbers.of(found))
        : input.source().labelNames();
  }

  private static long bytes(ImageReference image) {
    return image.toBuilder().clearCarriedEncoded().clearCarriedPixels().build().getSerializedSize();
  }

  private record Hashed(long hash, ImageReference image) implements Comparable<Hashed> {
    /** The last of the set's order comes first. */
    @Override
    public int compareTo(Hashed other) {
      return ImageOrder.compare(other.hash, other.image.getId(), hash, image.getId());
    }
  }

  /** Counts all images and keeps the first of the set's order. */
  private static final class Lowest {
    private final ImageOrder order;
    private final int most;
    private final PriorityQueue<Hashed> kept = new PriorityQueue<>();
    private final TreeSet<String> names = new TreeSet<>();
    private long count;

    Lowest(ImageOrder order, int most) {
      this.order = order;
      this.most = most;
    }

    void add(ImageReference image) {
      count++;
      if (!image.getLabelName().isEmpty() && names.size() <= DistinctNames.MOST) {
        names.add(image.getLabelName());
      }
      kept.add(new Hashed(order.hash(image.getId()), image));
      if (kept.size() > most) {
        kept.remove();
      }
    }

    List<ImageReference> numbered(List<String> labelNames) throws IOException {
      LabelMap map = LabelMap.of(labelNames);
      List<Hashed> ascending = new ArrayList<>(kept);
      ascending.sort(Comparator.reverseOrder());
      List<ImageReference> numbered = new ArrayList<>();
      for (Hashed hashed : ascending) {
        ImageReference image = hashed.image();
        numbered.add(
            image.getLabelName().isEmpty()
                ? image
                : image.toBuilder().setLabel(map.number(image)).clearLabelName().build());
      }
      return numbered;
    }
  }
}
