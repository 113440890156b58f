package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.shards.Crc32cCombine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** A shard's chunks to one temporary file: TFRecord files concatenate. */
final class JoinChunks {
  private static final int BUFFER_BYTES = 1 << 18;

  private JoinChunks() {}

  /**
   * Concatenates the chunks in the order of their numbers. A single one is taken as it is.
   *
   * @throws IOException if the chunks' files are not what was written
   */
  static ShardFile join(int shard, Iterable<ChunkFile> chunks, ShardDestination destination)
      throws IOException {
    List<ChunkFile> ordered = new ArrayList<>();
    chunks.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(ChunkFile::chunk));
    long records = 0;
    long bytes = 0;
    int crc = 0;
    DecoderCounts decoders = new DecoderCounts();
    long labelled = 0;
    MessageDigest digest = ContentDigest.sha256();
    for (ChunkFile chunk : ordered) {
      records += chunk.records();
      crc = Crc32cCombine.combine(crc, chunk.crc32c(), chunk.bytes());
      bytes += chunk.bytes();
      decoders.addAll(chunk.decoders());
      labelled += chunk.labelled();
      digest.update(chunk.inputLines().getBytes(StandardCharsets.UTF_8));
    }
    String uri = ordered.get(0).uri();
    if (ordered.size() > 1) {
      uri = destination.newTemporaryFile("shard-" + shard);
      concatenate(ordered, uri, crc);
    }
    return new ShardFile(
        shard, uri, records, bytes, crc, ContentDigest.hex(digest.digest()), decoders, labelled);
  }

  private static void concatenate(List<ChunkFile> chunks, String uri, int crc) throws IOException {
    CRC32C written = new CRC32C();
    try (OutputStream out =
        new CheckedOutputStream(
            new BufferedOutputStream(StoredFile.create(uri), BUFFER_BYTES), written)) {
      for (ChunkFile chunk : chunks) {
        try (InputStream in = StoredFile.open(chunk.uri())) {
          in.transferTo(out);
        }
      }
    }
    if ((int) written.getValue() != crc) {
      throw new IOException(
          "the chunks of %s changed after they were written: their CRC32C must be %08x, but was: %08x"
              .formatted(uri, crc, (int) written.getValue()));
    }
  }
}
