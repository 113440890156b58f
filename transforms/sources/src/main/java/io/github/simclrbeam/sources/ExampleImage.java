package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.TfRecordReader;
import io.github.simclrbeam.sources.ImageContent.Encoded;
import io.github.simclrbeam.sources.ImageContent.Unusable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** The image within one framed record of a TFRecord file of {@code tf.train.Example}. */
final class ExampleImage {
  private ExampleImage() {}

  /**
   * Returns the first value of a feature of bytes, or why there is none. Both checksums are
   * verified.
   *
   * @param record with its frame, and nothing else
   * @param offset of the record in its file, for messages
   */
  static ImageContent of(byte[] record, long offset, String feature) throws IOException {
    try (TfRecordReader reader =
        new TfRecordReader(new ByteArrayInputStream(record), "the record", record.length)) {
      byte[] data = reader.next().orElse(new byte[0]);
      List<ByteString> values = ExampleFeatures.parse(data).bytes(feature);
      return values.isEmpty()
          ? unusable(FaultReasons.NO_IMAGE, record, offset, "has no bytes of feature " + feature)
          : new Encoded(values.get(0).toByteArray());
    } catch (CorruptShardException e) {
      return unusable(FaultReasons.CORRUPT, record, offset, "is damaged: " + e.problem());
    } catch (InvalidProtocolBufferException e) {
      return unusable(FaultReasons.CORRUPT, record, offset, "is no Example: " + e.getMessage());
    }
  }

  private static Unusable unusable(String reason, byte[] record, long offset, String problem) {
    return new Unusable(
        FaultReasons.fault(
            reason, "the record at byte %d %s".formatted(offset, problem), offset, record.length));
  }
}
