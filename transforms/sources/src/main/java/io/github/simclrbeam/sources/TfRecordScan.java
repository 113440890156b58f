package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.TfRecordFraming;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The records of a TFRecord file in order, both checksums of each verified. A record whose data are
 * damaged, or of more than {@value #MOST_BYTES} bytes, is a fault, and the next one is still read.
 * Where no next one can be found, one fault stands for the rest of the file. Not thread-safe.
 */
final class TfRecordScan implements AutoCloseable {
  /** Of one record: it is read as a whole, here and when its image is. */
  static final int MOST_BYTES = 1 << 28;

  private static final int TRUSTED_BYTES = 1 << 20;

  private final TfRecordFile file;
  private final InputStream in;
  private long index;
  private long offset;
  private boolean ended;

  private TfRecordScan(TfRecordFile file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  static TfRecordScan open(TfRecordFile file) throws IOException {
    return new TfRecordScan(file, file.open());
  }

  /** Returns the next record, or what is wrong with it; empty at the file's end. */
  Optional<TfRecordEntry> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    try {
      byte[] header = in.readNBytes(TfRecordFraming.HEADER_BYTES);
      if (header.length == 0) {
        ended = true;
        return Optional.empty();
      }
      return Optional.of(record(header));
    } catch (CorruptCompressionException e) {
      return e.isCut()
          ? rest(FaultReasons.TRUNCATED, "the compressed file breaks off")
          : rest(FaultReasons.CORRUPT, "it cannot be uncompressed: " + e.getMessage());
    } catch (CorruptShardException e) {
      return rest(FaultReasons.CORRUPT, e.problem());
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private TfRecordEntry record(byte[] header) throws IOException {
    if (header.length < TfRecordFraming.HEADER_BYTES) {
      return cut("header", TfRecordFraming.HEADER_BYTES, header.length);
    }
    String uri = file.file().uri();
    int length = TfRecordFraming.dataLength(header, uri, offset, Long.MAX_VALUE);
    long room = file.bytes() - offset - TfRecordFraming.OVERHEAD;
    if (length > room) {
      return cut("data", length, Math.max(room, 0));
    }
    if (length > MOST_BYTES) {
      long bytes = length + (long) TfRecordFraming.FOOTER_BYTES;
      long left = skip(bytes);
      return left > 0 ? cut("data", bytes, bytes - left) : passed(length, null, tooLarge(length));
    }
    byte[] data = read(length);
    byte[] footer = in.readNBytes(TfRecordFraming.FOOTER_BYTES);
    if (footer.length < TfRecordFraming.FOOTER_BYTES) {
      int bytes = length + TfRecordFraming.FOOTER_BYTES;
      return cut("data", bytes, data.length + footer.length);
    }
    try {
      int stored = ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).getInt();
      TfRecordFraming.checkData(data, 0, length, stored, uri, offset);
    } catch (CorruptShardException e) {
      return passed(length, null, fault(FaultReasons.CORRUPT, e.problem(), length));
    }
    return passed(length, data, null);
  }

  /** Returns how many bytes could not be skipped because the file ends. */
  private long skip(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped == 0 && in.read() < 0) {
        return left;
      }
      left -= Math.max(skipped, 1);
    }
    return 0;
  }

  /** Of a file whose size is not known, memory grows only as fast as the bytes come. */
  private byte[] read(int length) throws IOException {
    if (length > TRUSTED_BYTES) {
      return in.readNBytes(length);
    }
    byte[] data = new byte[length];
    int count = in.readNBytes(data, 0, length);
    return count < length ? Arrays.copyOf(data, count) : data;
  }

  private TfRecordEntry passed(int length, byte[] data, Fault fault) {
    TfRecordEntry entry = new TfRecordEntry(index, offset, data, fault);
    index++;
    offset += length + (long) TfRecordFraming.OVERHEAD;
    return entry;
  }

  private Fault tooLarge(int length) {
    return fault(
        FaultReasons.TOO_LARGE,
        "a record must have at most %d bytes, but has: %d".formatted(MOST_BYTES, length),
        length);
  }

  private Fault fault(String reason, String problem, long bytes) {
    String message =
        "the record at byte %d of %s cannot be used: %s"
            .formatted(offset, file.file().uri(), problem);
    return FaultReasons.fault(reason, message, offset, bytes);
  }

  private TfRecordEntry cut(String what, long expected, long found) {
    return rest(
            FaultReasons.TRUNCATED,
            "the file ends within a record's %s: %d of %d bytes".formatted(what, found, expected))
        .orElseThrow();
  }

  private Optional<TfRecordEntry> rest(String reason, String problem) {
    ended = true;
    String message =
        "what follows byte %d of %s cannot be found: %s"
            .formatted(offset, file.file().uri(), problem);
    long lost = file.compressed() ? -1 : file.bytes() - offset;
    Fault fault = FaultReasons.fault(reason, message, offset, lost);
    return Optional.of(new TfRecordEntry(index, offset, null, fault));
  }
}
