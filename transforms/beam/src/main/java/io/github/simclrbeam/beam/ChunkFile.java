package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.FinishedChunk;
import java.io.Serializable;

/**
 * A chunk's records in a temporary file: a TFRecord file of its own.
 *
 * @param shard the shard that it belongs to
 * @param chunk its number among all chunks
 * @param uri of the file
 * @param records in it, >= 0
 * @param bytes its size
 * @param crc32c of all of it
 * @param inputLines what it was made from, as {@link InputLines} has it
 * @param decoders of its images
 * @param labelled records that have a label
 * @param faults of its images
 */
record ChunkFile(
    int shard,
    int chunk,
    String uri,
    long records,
    long bytes,
    int crc32c,
    String inputLines,
    DecoderCounts decoders,
    long labelled,
    FaultCounts faults)
    implements Serializable {

  /** Returns a chunk that an earlier run finished. */
  static ChunkFile of(int shard, ChunkInput input, String uri, FinishedChunk finished) {
    return new ChunkFile(
        shard,
        input.chunk(),
        uri,
        finished.getRecords(),
        finished.getBytes(),
        finished.getCrc32C(),
        input.lines(),
        DecoderCounts.of(finished.getDecodersMap()),
        finished.getLabelled(),
        FaultCounts.of(finished.getDeadLettersList(), finished.getWarningsList()));
  }
}
