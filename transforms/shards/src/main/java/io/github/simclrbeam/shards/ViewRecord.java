package io.github.simclrbeam.shards;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.github.simclrbeam.proto.BytesList;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.proto.Features;
import io.github.simclrbeam.proto.Int64List;
import io.github.simclrbeam.proto.ViewParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * One image's K views, as one record of a shard: a {@code tf.train.Example} with the features
 * {@code id} (bytes, UTF-8), {@code label} (int64, absent when unlabelled), {@code views} (K byte
 * strings) and {@code params} (K serialized {@link ViewParameters}).
 *
 * @param id the image's id, not empty
 * @param label an index into the manifest's label names, >= 0; empty when unlabelled
 * @param views encoded as the manifest says, at least one; not copied, so do not change them
 * @param parameters one for each view, or none where nothing was recorded
 */
public record ViewRecord(
    String id, OptionalInt label, List<byte[]> views, List<ViewParameters> parameters) {

  public ViewRecord {
    views = List.copyOf(views);
    parameters = List.copyOf(parameters);
    if (id.isEmpty()) {
      throw new IllegalArgumentException("id must not be empty");
    }
    if (label.isPresent() && label.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "label must be >= 0, but was: %d (%s)".formatted(label.getAsInt(), id));
    }
    if (views.isEmpty()) {
      throw new IllegalArgumentException("views must be at least one, but were: 0 (" + id + ")");
    }
    if (!parameters.isEmpty() && parameters.size() != views.size()) {
      throw new IllegalArgumentException(
          "params must be one for each of %d views, but were: %d (%s)"
              .formatted(views.size(), parameters.size(), id));
    }
  }

  /** Returns the record's data; equal records give equal bytes. */
  public byte[] toBytes() {
    Features.Builder features = Features.newBuilder();
    features.putFeature("id", bytes(List.of(ByteString.copyFromUtf8(id))));
    label.ifPresent(
        value ->
            features.putFeature(
                "label",
                Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build()));
    features.putFeature(
        "params",
        bytes(
            parameters.stream().map(ViewRecord::deterministic).map(ByteString::copyFrom).toList()));
    features.putFeature("views", bytes(views.stream().map(ByteString::copyFrom).toList()));
    return deterministic(Example.newBuilder().setFeatures(features).build());
  }

  /**
   * Reads a record's data. Features that are not ours are ignored.
   *
   * @throws IllegalArgumentException if the data are not an Example or a feature is missing or of
   *     another kind; names which
   */
  public static ViewRecord parse(byte[] data) {
    return parse(data, 0, data.length);
  }

  static ViewRecord parse(byte[] bytes, int offset, int length) {
    return ExampleFields.parse(bytes, offset, length).toViewRecord();
  }

  private static Feature bytes(List<ByteString> values) {
    return Feature.newBuilder().setBytesList(BytesList.newBuilder().addAllValue(values)).build();
  }

  private static byte[] deterministic(com.google.protobuf.MessageLite message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }
}
