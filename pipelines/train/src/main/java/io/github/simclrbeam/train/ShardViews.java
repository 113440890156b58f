package io.github.simclrbeam.train;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;

/** The views of a directory of view shards, decoded. */
final class ShardViews implements PairSource {
  private final RandomAccessShards shards;
  private final ShardManifest manifest;
  private final String directory;
  private final int viewBytes;

  /** The shards stay the caller's to close. */
  ShardViews(RandomAccessShards shards, String directory) {
    this.shards = shards;
    this.manifest = shards.manifest();
    this.directory = directory;
    this.viewBytes = manifest.getImageSize() * manifest.getImageSize() * manifest.getChannels();
  }

  @Override
  public void read(int image, ViewPair pair, byte[] into, int firstOffset, int secondOffset)
      throws IOException {
    ViewRecord record = shards.read(image);
    decode(record, pair.first(), into, firstOffset);
    decode(record, pair.second(), into, secondOffset);
  }

  /** Writes one view of an image, H x W x C bytes row-major, into a batch. */
  void read(int image, int view, byte[] into, int offset) throws IOException {
    decode(shards.read(image), view, into, offset);
  }

  private void decode(ViewRecord record, int view, byte[] into, int offset)
      throws CorruptShardException {
    byte[] pixels;
    try {
      pixels =
          ImageDecoder.decodeView(
              record.views().get(view),
              manifest.getEncoding(),
              manifest.getImageSize(),
              manifest.getChannels());
    } catch (UndecodableImageException e) {
      throw corrupt(record, view, e.getMessage());
    }
    if (pixels.length != viewBytes) {
      throw corrupt(
          record, view, "must be %d bytes, but was: %d".formatted(viewBytes, pixels.length));
    }
    System.arraycopy(pixels, 0, into, offset, viewBytes);
  }

  private CorruptShardException corrupt(ViewRecord record, int view, String problem) {
    return new CorruptShardException(
        directory, -1, "view %d of image %s: %s".formatted(view, record.id(), problem));
  }
}
