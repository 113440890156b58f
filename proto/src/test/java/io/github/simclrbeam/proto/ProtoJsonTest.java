package io.github.simclrbeam.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProtoJsonTest {
  private static final ShardManifest MANIFEST =
      ShardManifest.newBuilder()
          .setFormatVersion(1)
          .setDataset("größe \"quoted\" <b>")
          .setRecords(9_007_199_254_740_993L)
          .setSeed(-5)
          .putDeadLettersByReason("truncated", 2)
          .putDeadLettersByReason("empty", 1)
          .addShards(Shard.newBuilder().setFile("f").setBytes(1L << 40).setCrc32C(-1))
          .setRecipe(
              AugmentationRecipe.newBuilder()
                  .setFlipProbability(0.5)
                  .setInterpolation(Interpolation.BICUBIC))
          .build();

  @Test
  void sixtyFourBitNumbersAreJsonNumbers() {
    assertThat(ProtoJson.print(MANIFEST))
        .contains("\"records\": 9007199254740993,", "\"seed\": -5,", "\"bytes\": 1099511627776,");
    assertThat(ProtoJson.printLine(DeadLetter.newBuilder().setBytes(-1).build()))
        .isEqualTo(
            "{\"uri\":\"\",\"id\":\"\",\"bytes\":-1,\"stage\":\"\",\"reason\":\"\",\"message\":\"\","
                + "\"offset\":0}");
  }

  @Test
  void thirtyTwoBitNumbersAreUnsigned() {
    assertThat(ProtoJson.print(MANIFEST)).contains("\"crc32c\": 4294967295,");
  }

  @Test
  void zerosArePrintedAndAbsentMessagesAreNot() {
    String json = ProtoJson.print(ShardManifest.getDefaultInstance());
    assertThat(json)
        .contains("\"records\": 0,", "\"deadLetters\": 0,", "\"shards\": []", "\"encoding\": \"\"")
        .doesNotContain("recipe");
    assertThat(ProtoJson.printLine(ViewParameters.getDefaultInstance()))
        .contains("\"flipped\":false")
        .doesNotContain("blurSigma", "jitter");
  }

  @Test
  void mapKeysAreSortedAndTheirNumbersAreNumbers() {
    assertThat(ProtoJson.print(MANIFEST))
        .contains("  \"deadLettersByReason\": {\n    \"empty\": 1,\n    \"truncated\": 2\n  },\n");
  }

  @Test
  void enumsAreNamesAndTextIsNotEscapedForHtml() {
    assertThat(ProtoJson.print(MANIFEST))
        .contains("\"interpolation\": \"BICUBIC\"", "größe \\\"quoted\\\" <b>");
  }

  @Test
  void prettyTextEndsWithALineFeedAndALineHasNone() {
    assertThat(ProtoJson.print(MANIFEST)).endsWith("}\n");
    assertThat(ProtoJson.printLine(MANIFEST)).doesNotContain("\n");
  }

  @Test
  void whatIsPrintedIsParsed() {
    for (String json : new String[] {ProtoJson.print(MANIFEST), ProtoJson.printLine(MANIFEST)}) {
      ShardManifest.Builder parsed = ShardManifest.newBuilder();
      ProtoJson.parse(json, parsed);
      assertThat(parsed.build()).isEqualTo(MANIFEST);
    }
  }

  @Test
  void protosOwnMappingIsParsedToo() {
    ShardManifest.Builder parsed = ShardManifest.newBuilder();
    ProtoJson.parse("{\"records\": \"9007199254740993\", \"image_size\": 32}", parsed);
    assertThat(parsed.getRecords()).isEqualTo(9_007_199_254_740_993L);
    assertThat(parsed.getImageSize()).isEqualTo(32);
  }

  @Test
  void unknownFieldsAreIgnored() {
    ShardManifest.Builder parsed = ShardManifest.newBuilder();
    ProtoJson.parse("{\"ofTheFuture\": {\"a\": [1]}, \"records\": 3}", parsed);
    assertThat(parsed.build()).isEqualTo(ShardManifest.newBuilder().setRecords(3).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "garbage",
        "[]",
        "3",
        "{",
        "{\"records\": 1.5}",
        "{\"records\": \"many\"}",
        "{\"viewsPerImage\": -1}",
        "{\"shards\": 3}",
        "{\"records\": 9223372036854775808}",
        "\u0000\u0001"
      })
  void garbageIsRefusedWithTheMessagesName(String json) {
    assertThatThrownBy(() -> ProtoJson.parse(json, ShardManifest.newBuilder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a ShardManifest: ");
  }
}
