package io.github.simclrbeam.beam;

import com.google.protobuf.CodedOutputStream;
import io.github.simclrbeam.shards.TfRecordFraming;
import io.github.simclrbeam.shards.ViewRecord;

/** How many bytes of a shard a record takes, framing included. */
final class RecordBytes {
  private static final int TAG_BYTES = 1;
  private static final int LABEL_FEATURE_BYTES = 16;

  private RecordBytes() {}

  static long of(ViewRecord record) {
    return record.toBytes().length + (long) TfRecordFraming.OVERHEAD;
  }

  /**
   * Returns the size of a record with a label below 128, by arithmetic.
   *
   * @param idBytes of the id, UTF-8
   * @param views how many, >= 1
   * @param viewBytes of each
   * @param parameterBytes of each view's parameters
   */
  static long of(int idBytes, int views, long viewBytes, long parameterBytes) {
    return TfRecordFraming.OVERHEAD
        + delimited(
            feature("id", delimited(idBytes))
                + LABEL_FEATURE_BYTES
                + feature("params", views * delimited(parameterBytes))
                + feature("views", views * delimited(viewBytes)));
  }

  /** An entry of the map of features: its key, and a feature of one list. */
  private static long feature(String name, long listBytes) {
    return delimited(delimited(name.length()) + delimited(delimited(listBytes)));
  }

  private static long delimited(long bytes) {
    return TAG_BYTES + CodedOutputStream.computeUInt64SizeNoTag(bytes) + bytes;
  }
}
