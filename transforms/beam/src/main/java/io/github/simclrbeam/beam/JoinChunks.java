package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.shards.Crc32cCombine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
   * Concatenates the chunks in the order of their numbers. A single one with records is taken as it
   * is.
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
    FaultCounts faults = FaultCounts.none();
    for (ChunkFile chunk : ordered) {
      records += chunk.records();
      crc = Crc32cCombine.combine(crc, chunk.crc32c(), chunk.bytes());
      bytes += chunk.bytes();
      decoders.addAll(chunk.decoders());
      labelled += chunk.labelled();
      faults = faults.plus(chunk.faults());
    }
    String digest = ContentDigest.ofTexts(ordered.stream().map(ChunkFile::inputLines).toList());
    List<ChunkFile> filled = ordered.stream().filter(chunk -> chunk.records() > 0).toList();
    String uri = ordered.get(0).uri();
    if (filled.size() == 1) {
      uri = filled.get(0).uri();
    } else if (filled.size() > 1) {
      uri = destination.newTemporaryFile("shard-" + shard);
      concatenate(filled, uri, crc);
    }
    return ShardFile.made(
        shard,
        uri,
        Shard.newBuilder()
            .setRecords(records)
            .setBytes(bytes)
            .setCrc32C(crc)
            .setInputDigest(digest)
            .putAllDecoders(decoders.byDecoder())
            .setLabelled(labelled)
            .putAllWarningsByReason(faults.warnings())
            .setDeadLetters(faults.deadLetters())
            .build());
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
