package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A complete directory of view shards: its manifest, and shard files of the sizes that it states.
 *
 * @param directory where it is
 * @param manifest read from there
 */
public record ShardSet(String directory, ShardManifest manifest) {
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Opens a directory.
   *
   * @throws java.io.FileNotFoundException if it holds no manifest
   * @throws IncompatibleFormatException if the manifest is of an unknown version
   * @throws CorruptShardException if the manifest contradicts itself, or a shard is missing or has
   *     another size; names the file
   */
  public static ShardSet open(String directory) throws IOException {
    ShardSet set = new ShardSet(directory, ManifestFiles.read(directory));
    Map<String, Long> sizes =
        Listing.expand(directory).stream()
            .collect(Collectors.toMap(FileEntry::path, FileEntry::bytes));
    for (Shard shard : set.manifest.getShardsList()) {
      Long size = sizes.get(shard.getFile());
      if (size == null) {
        throw new CorruptShardException(
            set.uri(shard), -1, "the manifest names a file that is missing");
      }
      if (size != shard.getBytes()) {
        throw new CorruptShardException(
            set.uri(shard),
            -1,
            "the file's size must be %d bytes by the manifest, but was: %d"
                .formatted(shard.getBytes(), size));
      }
    }
    return set;
  }

  /** Returns the number of shards. */
  public int shards() {
    return manifest.getShardsCount();
  }

  /** Returns where a shard is. */
  public String uri(int shard) {
    return uri(manifest.getShards(shard));
  }

  /** Opens a shard's records in order; the caller closes the reader. */
  public TfRecordReader open(int shard) throws IOException {
    String uri = uri(shard);
    return new TfRecordReader(
        new BufferedInputStream(StoredFile.open(uri), BUFFER_BYTES),
        uri,
        manifest.getShards(shard).getBytes());
  }

  private String uri(Shard shard) {
    return Uris.resolve(directory, shard.getFile());
  }
}
