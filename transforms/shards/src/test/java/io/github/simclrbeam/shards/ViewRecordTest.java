package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.proto.BytesList;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.proto.Features;
import io.github.simclrbeam.proto.FloatList;
import io.github.simclrbeam.proto.Int64List;
import io.github.simclrbeam.proto.ViewParameters;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ViewRecordTest {
  @Test
  void recordHasTheseBytes() {
    ViewRecord record =
        new ViewRecord(
            "x",
            OptionalInt.of(5),
            List.of(new byte[] {1}, new byte[] {2, 3}),
            List.of(
                ViewParameters.getDefaultInstance(),
                ViewParameters.newBuilder().setViewIndex(1).build()));
    assertThat(HexFormat.of().formatHex(record.toBytes()))
        .isEqualTo(
            "0a45" // features
                + "0a0b"
                + "0a026964"
                + "1205"
                + "0a03"
                + "0a0178" // id: "x"
                + "0a0e"
                + "0a056c6162656c"
                + "1205"
                + "1a03"
                + "0a0105" // label: 5
                + "0a12"
                + "0a06706172616d73"
                + "1208"
                + "0a06"
                + "0a00"
                + "0a020801" // params
                + "0a12"
                + "0a057669657773"
                + "1209"
                + "0a07"
                + "0a0101"
                + "0a020203"); // views
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatIsWrittenIsRead(int image) {
    ViewRecord record = TestShards.record(image);
    ViewRecord read = ViewRecord.parse(record.toBytes());
    assertThat(read.id()).isEqualTo(record.id());
    assertThat(read.label()).isEqualTo(record.label());
    assertThat(read.parameters()).isEqualTo(record.parameters());
    assertThat(read.views())
        .usingElementComparator(java.util.Arrays::compare)
        .isEqualTo(record.views());
    assertThat(read.toBytes()).isEqualTo(record.toBytes());
  }

  @Test
  void unlabelledRecordHasNoLabelFeature() throws Exception {
    Example example = Example.parseFrom(TestShards.record(2).toBytes());
    assertThat(example.getFeatures().getFeatureMap()).containsOnlyKeys("id", "views", "params");
  }

  @Test
  void otherFeaturesAreIgnored() throws Exception {
    Example.Builder example = Example.parseFrom(TestShards.record(0).toBytes()).toBuilder();
    example.getFeaturesBuilder().putFeature("extra", bytes("e"));
    assertThat(ViewRecord.parse(example.build().toByteArray()).id()).isEqualTo("class/0000.png");
  }

  @Test
  void parametersMayBeAbsent() {
    ViewRecord record = ViewRecord.parse(example("id", bytes("x"), "views", bytes("v")));
    assertThat(record.parameters()).isEmpty();
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of(new byte[] {0x0a, 0x05, 0}, "not an Example: "),
        Arguments.of(new byte[0], "feature views is missing; there are: []"),
        Arguments.of(
            example("id", bytes("x"), "image", bytes("v")),
            "feature views is missing; there are: [id, image]"),
        Arguments.of(
            example("id", ints(5), "views", bytes("v")),
            "feature id must be bytes, but was: INT64_LIST"),
        Arguments.of(
            example("id", bytes("x", "y"), "views", bytes("v")),
            "feature id must be one value, but were: 2"),
        Arguments.of(
            example(
                "id",
                Feature.newBuilder()
                    .setBytesList(
                        BytesList.newBuilder()
                            .addValue(ByteString.copyFrom(new byte[] {(byte) 0xff})))
                    .build(),
                "views",
                bytes("v")),
            "feature id must be UTF-8"),
        Arguments.of(example("id", bytes(""), "views", bytes("v")), "id must not be empty"),
        Arguments.of(
            example("id", bytes("x"), "views", bytes()),
            "views must be at least one, but were: 0 (x)"),
        Arguments.of(
            example("id", bytes("x"), "views", bytes("v"), "label", ints(-1)),
            "feature label must be in [0, 2147483647], but was: -1"),
        Arguments.of(
            example("id", bytes("x"), "views", bytes("v"), "label", ints(1L << 32)),
            "feature label must be in [0, 2147483647], but was: 4294967296"),
        Arguments.of(
            example("id", bytes("x"), "views", bytes("v"), "label", ints(1, 2)),
            "feature label must be one int64"),
        Arguments.of(
            example(
                "id",
                bytes("x"),
                "views",
                bytes("v"),
                "label",
                Feature.newBuilder().setFloatList(FloatList.newBuilder().addValue(1)).build()),
            "feature label must be one int64"),
        Arguments.of(
            example("id", bytes("x"), "views", bytes("v"), "params", bytes("", "")),
            "params must be one for each of 1 views, but were: 2 (x)"),
        Arguments.of(
            example("id", bytes("x"), "views", bytes("v"), "params", bytes("\u0001")),
            "feature params must be ViewParameters: "));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("lies")
  void liesAreNamed(byte[] data, String message) {
    assertThatThrownBy(() -> ViewRecord.parse(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void idStandsWithinThePrefix() {
    for (int image = 0; image < 5; image++) {
      ViewRecord record = TestShards.record(image);
      assertThat(IdPrefix.id(record.toBytes())).contains(record.id());
    }
    assertThat(IdPrefix.id(example("a", bytes("x"), "id", bytes("y")))).isEmpty();
    assertThat(IdPrefix.id(new byte[0])).isEmpty();
  }

  private static byte[] example(Object... namesAndFeatures) {
    Features.Builder features = Features.newBuilder();
    for (int i = 0; i < namesAndFeatures.length; i += 2) {
      features.putFeature((String) namesAndFeatures[i], (Feature) namesAndFeatures[i + 1]);
    }
    return Example.newBuilder().setFeatures(features).build().toByteArray();
  }

  private static Feature bytes(String... values) {
    BytesList.Builder list = BytesList.newBuilder();
    Stream.of(values).map(ByteString::copyFromUtf8).forEach(list::addValue);
    return Feature.newBuilder().setBytesList(list).build();
  }

  private static Feature ints(long... values) {
    Int64List.Builder list = Int64List.newBuilder();
    for (long value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setInt64List(list).build();
  }
}
