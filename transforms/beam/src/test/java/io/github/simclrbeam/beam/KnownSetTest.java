package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ShardSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A set of one shard, of the images a and b; b was damaged, c has no shard. */
final class KnownSetTest {
  private static final Map<String, String> IMAGES = Map.of("a", "/in/a", "b", "/in/b");

  private static final ShardSet.Builder SET =
      ShardSet.newBuilder()
          .setManifest(
              ShardManifest.newBuilder()
                  .addShards(
                      Shard.newBuilder()
                          .setInputDigest("of a and b")
                          .setDeadLetters(1)
                          .putWarningsByReason("junk-after", 1)))
          .addDeadLetters(DeadLetter.newBuilder().setId("b").setReason("corrupt"))
          .addDeadLetters(DeadLetter.newBuilder().setId("c").setReason("empty"))
          .addWarnings(ImageWarning.newBuilder().setId("a").setReason("junk-after"));

  @Test
  void aShardBringsTheDeadLettersAndWarningsOfItsImages() {
    KnownShard shard = KnownSet.of(SET.build()).find("of a and b", IMAGES).orElseThrow();
    assertThat(shard.deadLetters()).extracting(DeadLetter::getId).containsExactly("b");
    assertThat(shard.warnings()).extracting(ImageWarning::getId).containsExactly("a");
  }

  @Test
  void anotherDigestIsAnotherShard() {
    assertThat(KnownSet.of(SET.build()).find("of a and another b", IMAGES)).isEmpty();
  }

  @Test
  void warningsThatWereFoundBeforeDecodingAreNotTakenOver() {
    ImageWarning equal = ImageWarning.newBuilder().setId("a").setReason("duplicate").build();
    KnownSet set = KnownSet.of(SET.clone().addWarnings(equal).build());
    assertThat(set.find("of a and b", IMAGES).orElseThrow().warnings())
        .extracting(ImageWarning::getReason)
        .containsExactly("junk-after");
  }

  @Test
  void aShardWhoseDeadLettersOrWarningsAreLostIsNotKnown() {
    assertThat(KnownSet.of(SET.clone().clearDeadLetters().build()).find("of a and b", IMAGES))
        .isEmpty();
    assertThat(KnownSet.of(SET.clone().clearWarnings().build()).find("of a and b", IMAGES))
        .isEmpty();
  }
}
