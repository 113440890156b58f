package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The features of a {@code tf.train.Example} by name. */
record ExampleFeatures(Map<String, Feature> features) {
  /** The field of a {@code tf.train.SequenceExample} that an Example does not have. */
  private static final int FEATURE_LISTS = 2;

  /**
   * Parses a record.
   *
   * @param data whose bytes the values refer to, so they must not change
   * @throws InvalidProtocolBufferException if they are of no Example; says of what, where it is
   *     known
   */
  static ExampleFeatures parse(byte[] data) throws IOException {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(data).newCodedInput();
    in.enableAliasing(true);
    Example example = Example.parseFrom(in);
    if (example.getUnknownFields().hasField(FEATURE_LISTS)) {
      throw new InvalidProtocolBufferException("it is a SequenceExample");
    }
    return new ExampleFeatures(example.getFeatures().getFeatureMap());
  }

  boolean isEmpty() {
    return features.isEmpty();
  }

  /** Returns a feature's bytes when it holds byte strings; of none of them none. */
  List<ByteString> bytes(String name) {
    Feature feature = features.get(name);
    return feature == null ? List.of() : feature.getBytesList().getValueList();
  }

  /** Returns a feature's only integer. */
  OptionalLong number(String name) {
    Feature feature = features.get(name);
    return feature == null || feature.getInt64List().getValueCount() != 1
        ? OptionalLong.empty()
        : OptionalLong.of(feature.getInt64List().getValue(0));
  }

  /** Returns a feature's only value as text: UTF-8 that is not blank, or a decimal number. */
  Optional<String> text(String name) {
    List<ByteString> values = bytes(name);
    if (values.size() == 1 && values.get(0).isValidUtf8()) {
      return Optional.of(values.get(0).toStringUtf8().strip()).filter(text -> !text.isEmpty());
    }
    OptionalLong number = number(name);
    return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
  }

  /** The names with their kinds, for messages. */
  String described() {
    TreeSet<String> described = new TreeSet<>();
    features.forEach((name, feature) -> described.add(name + " (" + kind(feature) + ")"));
    return described.isEmpty() ? "none" : String.join(", ", described);
  }

  private static String kind(Feature feature) {
    return switch (feature.getKindCase()) {
      case BYTES_LIST -> "bytes";
      case FLOAT_LIST -> "float";
      case INT64_LIST -> "int64";
      case KIND_NOT_SET -> "empty";
    };
  }
}
