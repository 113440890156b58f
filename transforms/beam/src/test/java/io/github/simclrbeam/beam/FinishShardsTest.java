package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.Verification;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a run done by hand: twice, out of order and half. */
final class FinishShardsTest {
  private static final ViewSettings SETTINGS =
      new ViewSettings(RecipeMessages.toMessage(Recipes.none()), 8, 3, 1, 0, ViewEncoding.RAW, 1);
  private static final ShardPlan PLAN = new ShardPlan(10, 2, 1, List.of());

  @TempDir Path directory;

  private ShardDestination destination;
  private FinishShards finish;
  private final List<ImageReference> images = new ArrayList<>();

  @BeforeEach
  void listImages() throws IOException {
    Path input = TestImages.folder(directory.resolve("in"), 9);
    TestImages.write(input.resolve("empty.jpg"), new byte[0]);
    ImageSource.open(input.toString(), SourceSettings.DEFAULT).forEach(images::add);
    destination = new ShardDestination(directory.resolve("out").toString(), "x", "train");
    finish = new FinishShards(SETTINGS, destination, 0.5);
  }

  @Test
  void anAttemptDoneTwiceWritesTheSameBytesIntoAFileOfItsOwn() throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    ChunkFile one = chunk(0, images, letters);
    Collections.reverse(images);
    ChunkFile other = chunk(0, images, letters);
    assertThat(one.uri()).isNotEqualTo(other.uri());
    assertThat(Path.of(one.uri())).hasSameBinaryContentAs(Path.of(other.uri()));
    assertThat(one.inputLines()).isEqualTo(other.inputLines());
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0)).isEqualTo(letters.get(1));
  }

  @Test
  void chunksJoinInTheOrderOfTheirNumbers() throws Exception {
    List<ImageReference> ordered = ChunkOrder.of(1, images);
    ChunkFile whole = chunk(0, ordered, new ArrayList<>());
    ChunkFile first = chunk(0, ordered.subList(0, 4), new ArrayList<>());
    ChunkFile second = chunk(1, ordered.subList(4, 10), new ArrayList<>());
    ShardFile joined = JoinChunks.join(0, List.of(second, first), destination);
    ShardFile alone = JoinChunks.join(0, List.of(whole), destination);
    assertThat(Path.of(joined.uri())).hasSameBinaryContentAs(Path.of(whole.uri()));
    assertThat(joined.facts().getCrc32C()).isEqualTo(alone.facts().getCrc32C());
    assertThat(joined.facts().getBytes()).isEqualTo(alone.facts().getBytes());
    assertThat(joined.facts().getRecords()).isEqualTo(9);
    assertThat(joined.facts().getInputDigest()).isEqualTo(alone.facts().getInputDigest());
    assertThat(alone.uri()).isEqualTo(whole.uri());
  }

  @Test
  void aChunkThatChangedAfterItWasWrittenIsNotJoined() throws Exception {
    ChunkFile first = chunk(0, images.subList(0, 4), new ArrayList<>());
    ChunkFile second = chunk(1, images.subList(4, 9), new ArrayList<>());
    byte[] bytes = Files.readAllBytes(Path.of(second.uri()));
    bytes[20] ^= 1;
    Files.write(Path.of(second.uri()), bytes);
    assertThatThrownBy(() -> JoinChunks.join(0, List.of(first, second), destination))
        .hasMessageContaining("CRC32C");
  }

  @Test
  void theLastStepMayBeDoneAgainAtAnyPoint() throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    List<ImageReference> ordered = ChunkOrder.of(1, images);
    ShardFile one =
        JoinChunks.join(0, List.of(chunk(0, ordered.subList(0, 4), letters)), destination);
    ShardFile other =
        JoinChunks.join(1, List.of(chunk(1, ordered.subList(4, 10), letters)), destination);
    // Left behind: an attempt that broke off, and a shard of another number.
    TestImages.write(directory.resolve("out/.tmp/chunk-1-half"), new byte[3]);
    TestImages.write(directory.resolve("out/x-train.tfrecord-00000-of-00009"), new byte[3]);
    // The first attempt renamed one shard and died.
    Files.move(Path.of(one.uri()), directory.resolve("out/x-train.tfrecord-00000-of-00002"));

    ShardManifest first = finish.finish(PLAN, List.of(), List.of(other, one), letters, List.of());
    ShardManifest second = finish.finish(PLAN, List.of(), List.of(one, other), letters, List.of());

    assertThat(first).isEqualTo(second);
    assertThat(first.getRecords()).isEqualTo(9);
    assertThat(Verification.verify(destination.directory())).isEmpty();
    try (java.util.stream.Stream<Path> paths = Files.list(directory.resolve("out"))) {
      assertThat(paths.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "dataset_info.json",
              "dead-letters.jsonl",
              "features.json",
              "manifest.json",
              "x-train.tfrecord-00000-of-00002",
              "x-train.tfrecord-00001-of-00002");
    }
  }

  @Test
  void aLostShardFailsTheLastStep() throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    ShardFile shard = JoinChunks.join(0, List.of(chunk(0, images, letters)), destination);
    Files.delete(Path.of(shard.uri()));
    assertThatThrownBy(() -> finish.finish(PLAN, List.of(), List.of(shard), letters, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x-train.tfrecord-00000-of-00001");
    assertThat(directory.resolve("out/manifest.json")).doesNotExist();
  }

  private ChunkFile chunk(int chunk, List<ImageReference> references, List<DeadLetter> letters)
      throws IOException {
    return new WriteChunk(SETTINGS, DecodeSettings.DEFAULT, destination)
        .write(0, chunk, references, letters::add, warning -> {});
  }
}
