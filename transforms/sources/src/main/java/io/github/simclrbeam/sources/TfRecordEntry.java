package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.Span;
import io.github.simclrbeam.shards.TfRecordFraming;

/**
 * One record of a TFRecord file, or what is wrong with it.
 *
 * @param index from 0
 * @param offset of the record's frame in the uncompressed file
 * @param data without the frame, not copied; null where there is a fault
 * @param fault null where there are data
 */
@SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
record TfRecordEntry(long index, long offset, byte[] data, Fault fault) {
  boolean isGood() {
    return fault == null;
  }

  /** Where the record stands, with its frame. */
  Span span() {
    return Span.newBuilder()
        .setOffset(offset)
        .setLength(data.length + (long) TfRecordFraming.OVERHEAD)
        .build();
  }
}
