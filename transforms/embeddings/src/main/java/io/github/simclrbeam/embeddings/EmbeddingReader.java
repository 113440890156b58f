package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.EmbeddingShard;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads embeddings: a directory that embed wrote, or a single Parquet, TFRecord or .npy file of
 * anyone's. A Parquet file of anyone's needs a column {@code embedding} (a list of numbers) and may
 * have {@code id}, {@code label}, {@code uri} and {@code contentDigest}; a label that is null, NaN
 * or negative means unlabelled. For .npy files see {@code x.ids.npy} and {@code x.labels.npy}
 * beside {@code x.npy}.
 */
public final class EmbeddingReader {
  private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private EmbeddingReader() {}

  /**
   * Reads all rows into memory.
   *
   * @param uri a directory with manifest.json, or a file
   * @throws FileNotFoundException if nothing is there, or the directory has no manifest
   * @throws CorruptShardException if a file is damaged, empty, or not the one that the manifest
   *     speaks of
   * @throws IncompatibleFormatException if a file holds something else than embeddings
   */
  public static EmbeddingTable readAll(String uri) throws IOException {
    List<EmbeddingRow> rows = new ArrayList<>();
    Optional<EmbeddingManifest> manifest = Optional.empty();
    if (StoredFile.exists(uri)) {
      source(uri).forEach(new Uniform(rows));
    } else {
      manifest = Optional.of(EmbeddingManifests.read(uri));
      for (EmbeddingShard shard : manifest.get().getShardsList()) {
        readShard(Uris.resolve(uri, shard.getFile()), shard, manifest.get(), rows);
      }
    }
    if (rows.isEmpty()) {
      throw new CorruptShardException(uri, -1, "there must be at least one row, but were: 0");
    }
    return new EmbeddingTable(manifest, rows);
  }

  /** Verifies a shard's size and checksum, then reads its rows. */
  private static void readShard(
      String uri, EmbeddingShard shard, EmbeddingManifest manifest, List<EmbeddingRow> rows)
      throws IOException {
    if (!StoredFile.exists(uri)) {
      throw new CorruptShardException(uri, -1, "the manifest names a file that is not there");
    }
    verify(uri, shard);
    RowSource source =
        switch (format(manifest, uri)) {
          case PARQUET -> new ParquetSource(uri);
          case TFRECORD -> new TfRecordSource(uri);
        };
    List<EmbeddingRow> found = new ArrayList<>();
    source.forEach(new Uniform(found));
    if (!found.isEmpty() && found.get(0).embedding().length != manifest.getDimension()) {
      throw new CorruptShardException(
          uri,
          -1,
          "embedding must have %d numbers as the manifest says, but had: %d"
              .formatted(manifest.getDimension(), found.get(0).embedding().length));
    }
    rows.addAll(found);
  }

  private static EmbeddingFormat format(EmbeddingManifest manifest, String uri)
      throws IncompatibleFormatException {
    try {
      return EmbeddingFormat.named(manifest.getFormat());
    } catch (IllegalArgumentException e) {
      throw new IncompatibleFormatException(e.getMessage() + " (" + uri + ")");
    }
  }

  private static void verify(String uri, EmbeddingShard shard) throws IOException {
    CRC32C crc = new CRC32C();
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = StoredFile.open(uri)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
        bytes += read;
      }
    }
    if (bytes != shard.getBytes()) {
      throw new CorruptShardException(
          uri,
          -1,
          "the file must have %d bytes as the manifest says, but had: %d"
              .formatted(shard.getBytes(), bytes));
    }
    if ((int) crc.getValue() != shard.getCrc32C()) {
      throw new CorruptShardException(
          uri,
          -1,
          "crc32c must be %08x as the manifest says, but was: %08x"
              .formatted(shard.getCrc32C(), crc.getValue()));
    }
  }

  private static RowSource source(String uri) throws IOException {
    byte[] head;
    try (InputStream in = StoredFile.open(uri)) {
      head = in.readNBytes(6);
    }
    if (NpyHeader.startsWithMagic(head)) {
      return new NpySource(uri);
    }
    if (head.length >= 4 && Arrays.equals(head, 0, 4, PARQUET_MAGIC, 0, 4)) {
      return new ParquetSource(uri);
    }
    if (Uris.name(uri).contains(".tfrecord")) {
      return new TfRecordSource(uri);
    }
    throw new IncompatibleFormatException(
        "embeddings must be a directory that embed wrote, or a Parquet, .npy or .tfrecord file, but"
            + " was none of these: "
            + uri);
  }

  /** Collects rows whose embeddings all have the length of the first. */
  private record Uniform(List<EmbeddingRow> rows) implements Consumer<EmbeddingRow> {
    @Override
    public void accept(EmbeddingRow row) {
      int dimension = rows.isEmpty() ? row.embedding().length : rows.get(0).embedding().length;
      if (row.embedding().length != dimension) {
        throw new IllegalArgumentException(
            "embedding must have %d numbers as the rows before, but had: %d (%s)"
                .formatted(dimension, row.embedding().length, row.id()));
      }
      rows.add(row);
    }
  }
}
