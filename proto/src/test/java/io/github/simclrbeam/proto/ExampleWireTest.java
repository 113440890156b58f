package io.github.simclrbeam.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Bytes of tensorflow.Example written out by hand from its field numbers: Example.features = 1,
 * Features.feature = 1 (map), Feature.bytes_list = 1, float_list = 2, int64_list = 3, each list's
 * value = 1, numbers packed.
 */
final class ExampleWireTest {
  private static final String INT64 =
      "0a0c" // features, 12 bytes
          + "0a0a" // an entry of the map, 10 bytes
          + "0a0161" // key "a"
          + "1205" // value, 5 bytes
          + "1a03" // int64_list
          + "0a0107"; // packed: 7

  private static final String FLOAT = "0a0f0a0d0a01611208" + "1206" + "0a040000c03f";

  private static final String BYTES = "0a0e0a0c0a01611207" + "0a05" + "0a0178" + "0a00";

  @Test
  void intsHaveTensorFlowsBytes() throws Exception {
    Feature feature = Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(7)).build();
    assertWire(feature, INT64);
  }

  @Test
  void floatsHaveTensorFlowsBytes() throws Exception {
    Feature feature =
        Feature.newBuilder().setFloatList(FloatList.newBuilder().addValue(1.5f)).build();
    assertWire(feature, FLOAT);
  }

  @Test
  void bytesHaveTensorFlowsBytes() throws Exception {
    BytesList.Builder list =
        BytesList.newBuilder().addValue(ByteString.copyFromUtf8("x")).addValue(ByteString.EMPTY);
    assertWire(Feature.newBuilder().setBytesList(list).build(), BYTES);
  }

  @Test
  void unpackedNumbersAreReadToo() throws Exception {
    byte[] unpacked = HexFormat.of().parseHex("0a0b0a090a01611204" + "1a02" + "0807");
    assertThat(Example.parseFrom(unpacked).getFeatures().getFeatureOrThrow("a").getInt64List())
        .isEqualTo(Int64List.newBuilder().addValue(7).build());
  }

  private static void assertWire(Feature feature, String hex) throws Exception {
    Example example =
        Example.newBuilder().setFeatures(Features.newBuilder().putFeature("a", feature)).build();
    assertThat(HexFormat.of().formatHex(example.toByteArray())).isEqualTo(hex);
    assertThat(Example.parseFrom(HexFormat.of().parseHex(hex))).isEqualTo(example);
  }
}
