package io.github.simclrbeam.probe;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ViewParameters;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Some images of the view shards with their views.
 *
 * @param manifest of the shards
 * @param rows one for each image
 */
record ViewRows(ShardManifest manifest, List<Row> rows) {
  private static final int IMAGES = 12;
  private static final int MOST_VIEWS = 8;

  /**
   * One image.
   *
   * @param parameters one for each view, or none where nothing was recorded
   */
  record Row(String id, List<Pixels> views, List<ViewParameters> parameters) {}

  /**
   * Reads images that lie evenly in the shards, whose order is already random.
   *
   * @throws IOException if the shards cannot be read or are corrupt; says where
   */
  static ViewRows read(String directory) throws IOException {
    try (RandomAccessShards shards = RandomAccessShards.open(directory)) {
      ShardManifest manifest = shards.manifest();
      int images = Math.min(IMAGES, shards.size());
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < images; i++) {
        rows.add(row(manifest, shards.read((long) i * shards.size() / images), directory));
      }
      return new ViewRows(manifest, List.copyOf(rows));
    }
  }

  private static Row row(ShardManifest manifest, ViewRecord record, String directory)
      throws IOException {
    int views = Math.min(MOST_VIEWS, record.views().size());
    List<Pixels> pixels = new ArrayList<>();
    for (byte[] view : record.views().subList(0, views)) {
      try {
        int size = manifest.getImageSize();
        byte[] bytes =
            ImageDecoder.decodeView(view, manifest.getEncoding(), size, manifest.getChannels());
        pixels.add(new Pixels(size, size, manifest.getChannels(), bytes));
      } catch (UndecodableImageException e) {
        throw new IOException(
            "a view of %s cannot be decoded: %s (%s)"
                .formatted(record.id(), e.getMessage(), directory),
            e);
      }
    }
    int known = Math.min(views, record.parameters().size());
    return new Row(record.id(), pixels, record.parameters().subList(0, known));
  }
}
