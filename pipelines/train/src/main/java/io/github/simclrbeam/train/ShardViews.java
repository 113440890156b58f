package io.github.simclrbeam.train;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewCursor;
import java.io.IOException;

/** The views of a directory of view shards, decoded. */
final class ShardViews implements PairSource {
  private final ViewCursor cursor;
  private final String encoding;
  private final int size;
  private final int channels;

  /** The shards stay the caller's to close. */
  ShardViews(RandomAccessShards shards) {
    ShardManifest manifest = shards.manifest();
    this.cursor = shards.cursor();
    this.encoding = manifest.getEncoding();
    this.size = manifest.getImageSize();
    this.channels = manifest.getChannels();
  }

  @Override
  public void read(int image, ViewPair pair, byte[] into, int firstOffset, int secondOffset)
      throws IOException {
    cursor.moveTo(image);
    decode(pair.first(), into, firstOffset);
    decode(pair.second(), into, secondOffset);
  }

  /** Writes one view of an image, H x W x C bytes row-major, into a batch. */
  void read(int image, int view, byte[] into, int offset) throws IOException {
    cursor.moveTo(image);
    decode(view, into, offset);
  }

  private void decode(int view, byte[] into, int offset) throws CorruptShardException {
    if (encoding.equals("raw")) {
      cursor.copy(view, into, offset);
      return;
    }
    try {
      byte[] pixels = ImageDecoder.decodeView(cursor.view(view), encoding, size, channels);
      System.arraycopy(pixels, 0, into, offset, size * size * channels);
    } catch (UndecodableImageException e) {
      throw cursor.corrupt(view, e.getMessage());
    }
  }
}
