package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.ContentDigest;
import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.ShardSet;
import io.github.simclrbeam.shards.TfRecordReader;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.util.Optional;

/** The views of one shard of views to prepared images, in the order of the file. */
final class ViewsInOrder {
  private final String directory;
  private final long images;
  private final Preparation preparation;

  /**
   * @param directory of the view shards
   * @param images how many of all images to take; each shard gives its share
   */
  ViewsInOrder(String directory, long images, Preprocessing preprocessing) {
    this.directory = directory;
    this.images = images;
    this.preparation = new Preparation(preprocessing);
  }

  /** Returns the views of a shard, K for each image, their ids {@code <image id>#<view index>}. */
  EmbedShard.Images of(int shard) {
    return receiver -> {
      ShardSet set = ShardSet.open(directory);
      long wanted = share(set.manifest(), shard, images);
      try (TfRecordReader records = set.open(shard)) {
        for (long i = 0; i < wanted; i++) {
          Optional<byte[]> data = records.next();
          if (data.isEmpty()) {
            throw new CorruptShardException(
                set.uri(shard),
                -1,
                "the file must have %d records as its manifest says, but had: %d"
                    .formatted(set.manifest().getShards(shard).getRecords(), i));
          }
          record(data.get(), set, shard, records.recordOffset(), receiver);
        }
      }
    };
  }

  /**
   * Returns how many images to take of a shard when so many are wanted of all: shares add up to
   * that.
   */
  static long share(ShardManifest manifest, int shard, long images) {
    long total = manifest.getRecords();
    long before = 0;
    for (int i = 0; i < shard; i++) {
      before += manifest.getShards(i).getRecords();
    }
    long after = before + manifest.getShards(shard).getRecords();
    long wanted = Math.min(images, total);
    return total == 0 ? 0 : after * wanted / total - before * wanted / total;
  }

  private void record(
      byte[] data, ShardSet set, int shard, long offset, EmbedShard.Receiver receiver)
      throws IOException {
    ShardManifest manifest = set.manifest();
    int size = manifest.getImageSize();
    try {
      ViewRecord record = ViewRecord.parse(data);
      for (int k = 0; k < record.views().size(); k++) {
        byte[] view = record.views().get(k);
        byte[] pixels =
            ImageDecoder.decodeView(view, manifest.getEncoding(), size, manifest.getChannels());
        receiver.image(
            new PreparedImage(
                record.id() + "#" + (manifest.getFirstView() + k),
                set.uri(shard),
                ContentDigest.of(view),
                record.label(),
                preparation.prepare(pixels, size)));
      }
    } catch (IllegalArgumentException | UndecodableImageException e) {
      throw new CorruptShardException(set.uri(shard), offset, e.getMessage());
    }
  }
}
