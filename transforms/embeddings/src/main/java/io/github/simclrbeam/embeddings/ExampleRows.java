package io.github.simclrbeam.embeddings;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.simclrbeam.proto.BytesList;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.proto.Features;
import io.github.simclrbeam.proto.FloatList;
import io.github.simclrbeam.proto.Int64List;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalInt;

/** Embedding rows as {@code tf.train.Example}. */
final class ExampleRows {
  private ExampleRows() {}

  /** Returns the row's record; equal rows give equal bytes. */
  static byte[] toBytes(EmbeddingRow row) {
    FloatList.Builder floats = FloatList.newBuilder();
    for (float number : row.embedding()) {
      floats.addValue(number);
    }
    Features.Builder features =
        Features.newBuilder()
            .putFeature("id", text(row.id()))
            .putFeature("uri", text(row.uri()))
            .putFeature("contentDigest", text(row.contentDigest()))
            .putFeature("embedding", Feature.newBuilder().setFloatList(floats).build());
    row.label()
        .ifPresent(
            label ->
                features.putFeature(
                    "label",
                    Feature.newBuilder()
                        .setInt64List(Int64List.newBuilder().addValue(label))
                        .build()));
    return deterministic(Example.newBuilder().setFeatures(features).build());
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if it is no embedding row; says why
   */
  static EmbeddingRow parse(byte[] data) {
    Map<String, Feature> features;
    try {
      features = Example.parseFrom(data).getFeatures().getFeatureMap();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an Example: " + e.getMessage(), e);
    }
    FloatList floats = feature(features, "embedding").getFloatList();
    float[] embedding = new float[floats.getValueCount()];
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = floats.getValue(i);
    }
    return new EmbeddingRow(
        text(features, "id"),
        features.containsKey("uri") ? text(features, "uri") : "",
        features.containsKey("contentDigest") ? text(features, "contentDigest") : "",
        label(features),
        embedding);
  }

  private static OptionalInt label(Map<String, Feature> features) {
    if (!features.containsKey("label")) {
      return OptionalInt.empty();
    }
    Int64List values = features.get("label").getInt64List();
    if (values.getValueCount() != 1) {
      throw new IllegalArgumentException(
          "feature label must be one int64, but were: " + values.getValueCount());
    }
    return Labels.of(values.getValue(0));
  }

  private static String text(Map<String, Feature> features, String name) {
    BytesList values = feature(features, name).getBytesList();
    if (values.getValueCount() != 1 || !values.getValue(0).isValidUtf8()) {
      throw new IllegalArgumentException("feature " + name + " must be one UTF-8 string");
    }
    return values.getValue(0).toStringUtf8();
  }

  private static Feature feature(Map<String, Feature> features, String name) {
    Feature feature = features.get(name);
    if (feature == null) {
      throw new IllegalArgumentException(
          "feature %s is missing; there are: %s"
              .formatted(name, features.keySet().stream().sorted().toList()));
    }
    return feature;
  }

  private static Feature text(String value) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(value)))
        .build();
  }

  private static byte[] deterministic(Example example) {
    byte[] bytes = new byte[example.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      example.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }
}
