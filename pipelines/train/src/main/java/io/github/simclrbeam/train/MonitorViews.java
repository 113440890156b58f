package io.github.simclrbeam.train;

import io.github.simclrbeam.evaluate.FeatureTable;
import io.github.simclrbeam.events.Sprite;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The images that an encoder is looked at with: the first of a directory of view shards, which
 * stand in the order of their hashes, so a random choice of them that is always the same. Not
 * thread-safe.
 */
final class MonitorViews implements Closeable {
  /** Images, unless told otherwise. */
  static final int MOST_IMAGES = 5000;

  private final RandomAccessShards shards;
  private final ShardViews views;
  private final List<String> ids;
  private final int[] labels;

  private MonitorViews(RandomAccessShards shards, int mostImages) throws IOException {
    this.shards = shards;
    this.views = new ShardViews(shards);
    this.labels = new int[Math.min(mostImages, shards.size())];
    List<String> found = new ArrayList<>();
    for (int image = 0; image < labels.length; image++) {
      ViewRecord record = shards.read(image);
      found.add(record.id());
      labels[image] = record.label().orElse(FeatureTable.UNLABELLED);
    }
    this.ids = List.copyOf(found);
  }

  /**
   * Opens a directory; reads the ids and labels of its images.
   *
   * @param mostImages at least 2
   * @throws IOException if it cannot be read; a damaged shard is named
   * @throws IllegalArgumentException if the directory holds fewer than 2 images
   */
  static MonitorViews open(String directory, int mostImages) throws IOException {
    RandomAccessShards shards = RandomAccessShards.open(directory);
    try {
      if (Math.min(shards.size(), mostImages) < 2) {
        throw new IllegalArgumentException(
            "images to monitor must be at least 2, but were: %d of the %d of %s"
                .formatted(mostImages, shards.size(), directory));
      }
      return new MonitorViews(shards, mostImages);
    } catch (IOException | RuntimeException e) {
      shards.close();
      throw e;
    }
  }

  /**
   * Returns why an encoder cannot be looked at with the views of a set, if it cannot.
   *
   * @param imageSize of the encoder's input, pixels
   * @param channels of the encoder's input
   */
  static Optional<String> problem(ShardManifest manifest, int imageSize, int channels) {
    if (manifest.getImageSize() == imageSize && manifest.getChannels() == channels) {
      return Optional.empty();
    }
    return Optional.of(
        "must hold views of %dx%dx%d, as those that are trained on, but holds views of %dx%dx%d"
            .formatted(
                imageSize,
                imageSize,
                channels,
                manifest.getImageSize(),
                manifest.getImageSize(),
                manifest.getChannels()));
  }

  /** Returns the images. */
  int images() {
    return labels.length;
  }

  /** Returns the ids of the images, in their order. */
  List<String> ids() {
    return ids;
  }

  /** Returns the label of each image, or {@link FeatureTable#UNLABELLED}. */
  int[] labels() {
    return labels.clone();
  }

  /** Returns the label of each image as a person reads it; empty when no image has one. */
  List<String> labelNames() {
    List<String> known = shards.manifest().getLabelNamesList();
    List<String> names = new ArrayList<>();
    boolean any = false;
    for (int label : labels) {
      any |= label != FeatureTable.UNLABELLED;
      names.add(
          label == FeatureTable.UNLABELLED
              ? ""
              : label < known.size() ? known.get(label) : Integer.toString(label));
    }
    return any ? names : List.of();
  }

  /** Returns whether nearest neighbours can be asked for classes: two images have a label. */
  boolean labelled() {
    return IntStream.of(labels).filter(label -> label != FeatureTable.UNLABELLED).count() >= 2;
  }

  /** Returns what names the images, whatever their directory is called. */
  String identity() {
    ShardManifest manifest = shards.manifest();
    return "%d images of %s-%s %.12s"
        .formatted(images(), manifest.getDataset(), manifest.getSplit(), manifest.getRootDigest());
  }

  /** Returns whether there are two views of each image. */
  boolean paired() {
    return shards.manifest().getViewsPerImage() >= 2;
  }

  /** Returns the seed that the views were made with. */
  long seed() {
    return shards.manifest().getSeed();
  }

  /**
   * Reads one view of some images, a row of H x W x C bytes each.
   *
   * @param view index from 0
   * @param from the first image
   */
  byte[] read(int view, int from, int count) throws IOException {
    byte[] pixels = new byte[Math.multiplyExact(count, viewBytes())];
    for (int i = 0; i < count; i++) {
      views.read(from + i, view, pixels, i * viewBytes());
    }
    return pixels;
  }

  /** Returns the first views as small pictures. */
  Sprite sprite() throws IOException {
    ShardManifest manifest = shards.manifest();
    Sprite sprite = new Sprite(images(), manifest.getImageSize(), manifest.getChannels());
    for (int image = 0; image < images(); image++) {
      sprite.add(read(0, image, 1), 0);
    }
    return sprite;
  }

  private int viewBytes() {
    int size = shards.manifest().getImageSize();
    return Math.multiplyExact(Math.multiplyExact(size, size), shards.manifest().getChannels());
  }

  @Override
  public void close() throws IOException {
    shards.close();
  }
}
