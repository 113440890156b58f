package io.github.simclrbeam.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingProjectorTest {
  private static final float[][] ROWS = {{1, -0.5f}, {1e-8f, 1f / 3}};

  @TempDir Path directory;

  @Test
  void filesNameEachOther() throws IOException {
    Sprite sprite = new Sprite(2, 4, 1);
    sprite.add(new byte[16], 0);
    sprite.add(new byte[16], 0);
    new EmbeddingProjector(
            List.of("a.png", "b\t\n.png"), List.of("cat", ""), ROWS, Optional.of(sprite))
        .write(directory.toString(), Disk.local());
    assertThat(read("features.tsv")).isEqualTo("1\t-0.5\n1.00000E-8\t0.333333\n");
    assertThat(read("metadata.tsv")).isEqualTo("label\tid\ncat\ta.png\n\tb  .png\n");
    assertThat(directory.resolve("sprite.png")).isNotEmptyFile();
    assertThat(read("projector_config.pbtxt"))
        .isEqualTo(
            """
            embeddings {
              tensor_name: "features"
              tensor_shape: [2, 2]
              tensor_path: "features.tsv"
              metadata_path: "metadata.tsv"
              sprite {
                image_path: "sprite.png"
                single_image_dim: [4, 4]
              }
            }
            """);
  }

  @Test
  void idsAloneHaveNoHeading() throws IOException {
    new EmbeddingProjector(List.of("a", "b"), List.of(), ROWS, Optional.empty())
        .write(directory.toString(), Disk.local());
    assertThat(read("metadata.tsv")).isEqualTo("a\nb\n");
    assertThat(read("projector_config.pbtxt")).doesNotContain("sprite");
  }

  @Test
  void columnsOfOtherLengthsAreRefused() {
    assertThatThrownBy(
            () -> new EmbeddingProjector(List.of("a"), List.of(), ROWS, Optional.empty()))
        .hasMessage("ids must be as many as the 2 rows, but were: 1");
    assertThatThrownBy(
            () -> new EmbeddingProjector(List.of("a", "b"), List.of("cat"), ROWS, Optional.empty()))
        .hasMessage("labels must be as many as the 2 rows, but were: 1");
    assertThatThrownBy(
            () ->
                new EmbeddingProjector(
                    List.of("a", "b"), List.of(), ROWS, Optional.of(new Sprite(2, 4, 1))))
        .hasMessage("pictures must be as many as the 2 rows, but were: 0");
    assertThatThrownBy(
            () ->
                new EmbeddingProjector(
                    List.of("a", "b"), List.of(), new float[][] {{1}, {1, 2}}, Optional.empty()))
        .hasMessage("numbers of a row must be 1, but were: 2 (b)");
    assertThatThrownBy(
            () ->
                new EmbeddingProjector(
                    List.of("a"), List.of(), new float[][] {{Float.NaN}}, Optional.empty()))
        .hasMessage("numbers must be finite, but one was: NaN (a)");
    assertThatThrownBy(
            () -> new EmbeddingProjector(List.of(), List.of(), new float[0][], Optional.empty()))
        .hasMessage("rows must be at least 1, but were: 0");
  }

  private String read(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }
}
