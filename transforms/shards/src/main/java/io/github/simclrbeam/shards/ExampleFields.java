package io.github.simclrbeam.shards;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.proto.ViewParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The features of an Example by name, with complaints that say which is wrong and how. */
final class ExampleFields {
  private final Map<String, Feature> features;

  private ExampleFields(Map<String, Feature> features) {
    this.features = features;
  }

  /** Reads length bytes from offset; the values refer to them, so they must not change. */
  static ExampleFields parse(byte[] bytes, int offset, int length) {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes, offset, length).newCodedInput();
    in.enableAliasing(true);
    try {
      return new ExampleFields(Example.parseFrom(in).getFeatures().getFeatureMap());
    } catch (IOException e) {
      throw new IllegalArgumentException("not an Example: " + e.getMessage(), e);
    }
  }

  ViewRecord toViewRecord() {
    List<byte[]> views = byteStrings("views").stream().map(ByteString::toByteArray).toList();
    return new ViewRecord(id(), label(), views, parameters());
  }

  String id() {
    List<ByteString> values = byteStrings("id");
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          "feature id must be one value, but were: " + values.size());
    }
    if (!values.get(0).isValidUtf8()) {
      throw new IllegalArgumentException("feature id must be UTF-8");
    }
    return values.get(0).toStringUtf8();
  }

  OptionalInt label() {
    Feature feature = features.get("label");
    if (feature == null) {
      return OptionalInt.empty();
    }
    List<Long> values = feature.getInt64List().getValueList();
    if (!feature.hasInt64List() || values.size() != 1) {
      throw new IllegalArgumentException("feature label must be one int64");
    }
    if (values.get(0) < 0 || values.get(0) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "feature label must be in [0, 2147483647], but was: " + values.get(0));
    }
    return OptionalInt.of(Math.toIntExact(values.get(0)));
  }

  private List<ViewParameters> parameters() {
    if (!features.containsKey("params")) {
      return List.of();
    }
    List<ViewParameters> parameters = new ArrayList<>();
    for (ByteString value : byteStrings("params")) {
      try {
        parameters.add(ViewParameters.parseFrom(value));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException(
            "feature params must be ViewParameters: " + e.getMessage(), e);
      }
    }
    return parameters;
  }

  private List<ByteString> byteStrings(String name) {
    Feature feature = features.get(name);
    if (feature == null) {
      throw new IllegalArgumentException(
          "feature %s is missing; there are: %s"
              .formatted(name, features.keySet().stream().sorted().toList()));
    }
    if (!feature.hasBytesList()) {
      throw new IllegalArgumentException(
          "feature %s must be bytes, but was: %s".formatted(name, feature.getKindCase()));
    }
    return feature.getBytesList().getValueList();
  }
}
