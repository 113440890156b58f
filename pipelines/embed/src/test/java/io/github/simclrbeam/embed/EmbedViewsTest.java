package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.embeddings.EmbeddingReader;
import io.github.simclrbeam.embeddings.EmbeddingRow;
import io.github.simclrbeam.embeddings.EmbeddingTable;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedViewsTest {
  @TempDir Path directory;

  @Test
  void eachViewIsARowInTheOrderOfTheShards() throws IOException {
    ShardManifest views = ViewShards.write(directory.resolve("views"), new int[] {4, 3}, 3, 1);
    EmbeddingTable table = embed("--features=pixels");
    List<String> ids = new ArrayList<>();
    for (int image = 0; image < 7; image++) {
      for (int view = 0; view < 3; view++) {
        ids.add("image-" + image + "#" + (ViewShards.FIRST_VIEW + view));
      }
    }
    assertThat(table.rows().stream().map(EmbeddingRow::id)).isEqualTo(ids);
    EmbeddingRow row = table.rows().get(3 * 5 + 2);
    byte[] view = ViewShards.view(5, 2, 1);
    for (int i = 0; i < view.length; i++) {
      assertThat(row.embedding()[i]).isEqualTo((view[i] & 0xff) / 255f);
    }
    assertThat(row.label()).hasValue(1);
    assertThat(row.uri()).endsWith(views.getShards(1).getFile());
    EmbeddingManifest manifest = table.manifest().orElseThrow();
    assertThat(manifest.getRow()).isEqualTo("view");
    assertThat(manifest.getRecords()).isEqualTo(21);
    assertThat(manifest.getImagesSeen()).isEqualTo(21);
    assertThat(manifest.getShardsCount()).isEqualTo(2);
    assertThat(table.labelNames()).containsExactly("cat", "dog");
  }

  @Test
  void viewsAreEmbeddedByTheCheckpointsEncoder() throws IOException {
    ViewShards.write(directory.resolve("views"), new int[] {5}, 2, 1);
    TinyCheckpoint checkpoint = TinyCheckpoint.write(directory.resolve("run"), 1);
    EmbeddingTable table = embed("--checkpoint=" + checkpoint.run(), "--batchSize=4");
    assertThat(table.rows()).hasSize(10);
    assertThat(table.dimension()).isEqualTo(TinyCheckpoint.DIMENSION);
    assertThat(table.manifest().orElseThrow().getEncoderDigestAfter())
        .isEqualTo(checkpoint.state().getEncoderDigest());
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "2, 1, 1", "3, 1, 2", "7, 4, 3", "1000, 4, 3"})
  void eachShardGivesItsShareOfTheImagesWanted(int most, int first, int second) throws IOException {
    ShardManifest views = ViewShards.write(directory.resolve("views"), new int[] {4, 3}, 2, 1);
    assertThat(ViewsInOrder.share(views, 0, most)).isEqualTo(first);
    assertThat(ViewsInOrder.share(views, 1, most)).isEqualTo(second);
  }

  @Test
  void maxImagesTakesTheFirstOfEachShard() throws IOException {
    ViewShards.write(directory.resolve("views"), new int[] {4, 3}, 2, 1);
    assertThat(embed("--features=pixels", "--maxImages=3").rows().stream().map(EmbeddingRow::id))
        .containsExactly(
            "image-0#5", "image-0#6", "image-4#5", "image-4#6", "image-5#5", "image-5#6");
  }

  @Test
  void aDamagedShardFailsTheRunByName() throws IOException {
    ShardManifest views = ViewShards.write(directory.resolve("views"), new int[] {4}, 2, 1);
    Path file = directory.resolve("views").resolve(views.getShards(0).getFile());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> embed("--features=pixels"))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining(file.getFileName().toString());
    assertThat(directory.resolve("out/manifest.json")).doesNotExist();
  }

  private EmbeddingTable embed(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--input=" + directory.resolve("views"));
    all.add("--output=" + directory.resolve("out"));
    EmbedStage.run(OptionsParser.parse(EmbedOptions.class, all));
    return EmbeddingReader.readAll(directory.resolve("out").toString());
  }
}
