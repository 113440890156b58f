package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.embeddings.EmbeddingReader;
import io.github.simclrbeam.embeddings.EmbeddingRow;
import io.github.simclrbeam.embeddings.EmbeddingTable;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.shards.ImageOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedStageTest {
  @TempDir Path directory;
  private TinyCheckpoint checkpoint;
  private Path images;

  @BeforeEach
  void makeInput() throws IOException {
    checkpoint = TinyCheckpoint.write(directory.resolve("run"), 3);
    images = directory.resolve("images");
  }

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(SharedEncoders.PROCESS.models()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "tfrecord"})
  void everyImageIsOneRowInTheOrderOfHashes(String format) throws IOException {
    Folder.ofImages(images, 50, 3);
    EmbeddingTable table = embed("out", "--shards=3", "--batchSize=8", "--format=" + format);
    assertThat(table.rows()).hasSize(50);
    assertThat(table.rows().stream().map(EmbeddingRow::id)).doesNotHaveDuplicates();
    ImageOrder order = new ImageOrder(0);
    assertThat(table.rows())
        .isSortedAccordingTo(
            (a, b) -> ImageOrder.compare(order.hash(a.id()), a.id(), order.hash(b.id()), b.id()));
    EmbeddingManifest manifest = table.manifest().orElseThrow();
    assertThat(manifest.getShardsList().stream().map(s -> s.getFile()))
        .containsExactly(
            "embeddings-00000-of-00003." + format,
            "embeddings-00001-of-00003." + format,
            "embeddings-00002-of-00003." + format);
    assertThat(table.labelNames()).containsExactly("cat", "dog", "emu");
    for (EmbeddingRow row : table.rows()) {
      assertThat(row.embedding()).hasSize(TinyCheckpoint.DIMENSION);
      assertThat(row.contentDigest()).matches("[0-9a-f]{64}");
      assertThat(Path.of(row.uri())).isEqualTo(images.resolve(row.id()));
      assertThat(table.labelNames().get(row.label().getAsInt()))
          .isEqualTo(row.id().substring(0, 3));
    }
    assertThat(directory.resolve("out/.tmp")).doesNotExist();
  }

  @Test
  void theManifestSaysWhatTheRowsAre() throws IOException {
    Folder.ofImages(images, 10, 3);
    EmbeddingManifest manifest = embed("out", "--batchSize=4").manifest().orElseThrow();
    assertThat(manifest.getRecords()).isEqualTo(10);
    assertThat(manifest.getImagesSeen()).isEqualTo(10);
    assertThat(manifest.getDimension()).isEqualTo(TinyCheckpoint.DIMENSION);
    assertThat(manifest.getFeatures()).isEqualTo("encoder");
    assertThat(manifest.getLayer()).isEqualTo("h");
    assertThat(manifest.getRow()).isEqualTo("image");
    assertThat(manifest.getBatchSize()).isEqualTo(4);
    assertThat(manifest.getEngineThreads()).isEqualTo(1);
    assertThat(manifest.getCheckpointStep()).isEqualTo(TinyCheckpoint.STEP);
    assertThat(manifest.getPreprocessing())
        .isEqualTo(checkpoint.state().getConfiguration().getPreprocessing());
    assertThat(List.of(manifest.getEncoderDigestBefore(), manifest.getEncoderDigestAfter()))
        .containsOnly(checkpoint.state().getEncoderDigest());
    assertThat(List.of(manifest.getBatchNormDigestBefore(), manifest.getBatchNormDigestAfter()))
        .containsOnly(checkpoint.state().getBatchNormDigest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder", "untrained"})
  void oneAndEightTasksAtOnceGiveTheSameBytes(String features) throws IOException {
    Folder.ofImages(images, 60, 3);
    Files.createFile(images.resolve("empty.jpg"));
    String[] common = {"--shards=5", "--batchSize=8", "--features=" + features};
    embed("one", with(common, "--targetParallelism=1"));
    embed("eight", with(common, "--targetParallelism=8"));
    assertThat(files("eight")).isEqualTo(files("one")).hasSize(7);
  }

  @Test
  void badImagesBecomeDeadLettersAndTheOthersRows() throws IOException {
    Folder.ofImages(images, 9, 3);
    Files.createFile(images.resolve("cat/empty.jpg"));
    Files.writeString(images.resolve("cat/text.jpg"), "not a picture at all");
    byte[] whole = io.github.simclrbeam.images.ImageEncoder.jpeg(Folder.random(60, 60, 3, 1), 90);
    Files.write(images.resolve("dog/cut.jpg"), java.util.Arrays.copyOf(whole, whole.length / 2));
    EmbeddingTable table = embed("out");
    EmbeddingManifest manifest = table.manifest().orElseThrow();
    assertThat(table.rows()).hasSize(9);
    assertThat(manifest.getImagesSeen()).isEqualTo(12);
    assertThat(manifest.getDeadLetters()).isEqualTo(3);
    assertThat(manifest.getDeadLettersByReasonMap())
        .isEqualTo(Map.of("empty", 1L, "not-an-image", 1L, "truncated", 1L));
    assertThat(Files.readAllLines(directory.resolve("out/dead-letters.jsonl")))
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("cat/text.jpg", "not-an-image"));
  }

  @Test
  void tooManyBadImagesFailTheRunAndLeaveNoManifest() throws IOException {
    Folder.ofImages(images, 3, 3);
    Files.createFile(images.resolve("empty.jpg"));
    assertThatThrownBy(() -> embed("out", "--maxBadFraction=0.2"))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("1 of 4 images could not be used (1 empty)");
    assertThat(directory.resolve("out/manifest.json")).doesNotExist();
    assertThat(directory.resolve("out/dead-letters.jsonl")).exists();
    assertThat(embed("out", "--maxBadFraction=0.3").rows()).hasSize(3);
  }

  @Test
  void pixelRowsAreThePreparedPixelsOver255() throws IOException {
    byte[] square = {0, 51, 102, (byte) 153};
    // 2 x 6: the middle 2 x 2 is what is left.
    byte[] tall = {9, 9, 9, 9, (byte) 204, (byte) 255, 1, 2, 9, 9, 9, 9};
    Folder.write(images.resolve("square.png"), new Pixels(2, 2, 1, square));
    Folder.write(images.resolve("tall.png"), new Pixels(2, 6, 1, tall));
    EmbeddingTable table = embedPixels("out", "--imageSize=2", "--channels=1");
    Map<String, float[]> rows = new TreeMap<>();
    table.rows().forEach(row -> rows.put(row.id(), row.embedding()));
    assertThat(rows.get("square.png")).containsExactly(0f, 0.2f, 0.4f, 0.6f);
    assertThat(rows.get("tall.png")).containsExactly(0.8f, 1f, 1 / 255f, 2 / 255f);
    EmbeddingManifest manifest = table.manifest().orElseThrow();
    assertThat(manifest.getLayer()).isEqualTo("pixels");
    assertThat(manifest.getEncoderDigestBefore()).isEmpty();
    assertThat(manifest.getEngineThreads()).isZero();
    assertThat(table.labelled()).isZero();
  }

  @Test
  void untrainedRowsFollowFromTheSeed() throws IOException {
    Folder.ofImages(images, 6, 3);
    EmbeddingTable first = embed("a", "--features=untrained", "--seed=1");
    EmbeddingTable other = embed("b", "--features=untrained", "--seed=2");
    assertThat(other.rows()).isNotEqualTo(first.rows());
    assertThat(other.rows().stream().map(EmbeddingRow::id))
        .isEqualTo(first.rows().stream().map(EmbeddingRow::id).toList());
    assertThat(first.manifest().orElseThrow().getCheckpointStep()).isZero();
    assertThat(other.manifest().orElseThrow().getSeed()).isEqualTo(2);
  }

  @Test
  void aCompleteOutputIsLeftAsItIs() throws IOException {
    Folder.ofImages(images, 5, 3);
    embed("out");
    Map<String, String> before = allFiles("out");
    embed("out");
    assertThat(allFiles("out")).isEqualTo(before);
    assertThatThrownBy(() -> embed("out", "--batchSize=7"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--batchSize was 128, is 7");
    assertThat(embed("out", "--batchSize=7", "--overwrite=true").rows()).hasSize(5);
  }

  @Test
  void anInterruptedRunIsDoneAgainOverWhatItLeft() throws IOException {
    Folder.ofImages(images, 30, 3);
    embed("out", "--shards=2");
    Map<String, String> whole = files("out");
    Files.delete(directory.resolve("out/manifest.json"));
    Files.writeString(directory.resolve("out/embeddings-00001-of-00007.parquet"), "stale");
    embed("out", "--shards=2");
    assertThat(files("out")).isEqualTo(whole);
  }

  private EmbeddingTable embed(String name, String... arguments) throws IOException {
    return run(name, with(arguments, "--checkpoint=" + checkpoint.run()));
  }

  private EmbeddingTable embedPixels(String name, String... arguments) throws IOException {
    return run(name, with(arguments, "--features=pixels"));
  }

  private EmbeddingTable run(String name, String... arguments) throws IOException {
    Path output = directory.resolve(name);
    String[] all = with(arguments, "--input=" + images, "--output=" + output);
    EmbedStage.run(OptionsParser.parse(EmbedOptions.class, List.of(all)));
    return EmbeddingReader.readAll(output.toString());
  }

  /** Returns the output's files but run.json, by name, as text. */
  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = allFiles(name);
    files.remove("run.json");
    return files;
  }

  private Map<String, String> allFiles(String name) throws IOException {
    Path output = directory.resolve(name);
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(output).filter(Files::isRegularFile)) {
      for (Path file : found.sorted(Comparator.naturalOrder()).toList()) {
        files.put(
            output.relativize(file).toString(),
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
