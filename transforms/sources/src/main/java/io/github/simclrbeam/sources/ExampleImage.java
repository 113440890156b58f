package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.TfRecordReader;
import io.github.simclrbeam.sources.ImageContent.Encoded;
import io.github.simclrbeam.sources.ImageContent.Unusable;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The image within one framed record of a TFRecord file of {@code tf.train.Example}. */
final class ExampleImage {
  private ExampleImage() {}

  /**
   * Returns the first value of a feature of bytes, or why there is none.
   *
   * @param record with its frame
   * @param offset of the record in its file, for messages
   */
  static ImageContent of(byte[] record, long offset, String feature) throws IOException {
    try (TfRecordReader reader =
        new TfRecordReader(new ByteArrayInputStream(record), "the record", record.length)) {
      byte[] data = reader.next().orElse(new byte[0]);
      Feature value = Example.parseFrom(data).getFeatures().getFeatureOrThrow(feature);
      return new Encoded(value.getBytesList().getValue(0).toByteArray());
    } catch (CorruptShardException | com.google.protobuf.InvalidProtocolBufferException e) {
      return new Unusable(
          FaultReasons.fault(
              FaultReasons.CORRUPT,
              "the record at byte %d is damaged: %s".formatted(offset, e.getMessage()),
              offset,
              record.length));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return new Unusable(
          FaultReasons.fault(
              FaultReasons.NO_IMAGE,
              "the record at byte %d has no value of feature %s".formatted(offset, feature),
              offset,
              record.length));
    }
  }
}
