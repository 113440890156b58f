package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.embeddings.EmbeddingReader;
import io.github.simclrbeam.embeddings.EmbeddingRow;
import io.github.simclrbeam.embeddings.EmbeddingTable;
import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.WeightsFile;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.EncoderArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows by weights from elsewhere: the network is a checkpoint's, or has a name. */
class EmbedWeightsTest {
  private static final EncoderArchitecture NETWORK =
      EncoderArchitectures.of("resnet-tiny", "small", 3);

  @TempDir Path directory;
  private TinyCheckpoint first;
  private TinyCheckpoint second;

  @BeforeEach
  void makeInput() throws IOException {
    Folder.ofImages(directory.resolve("images"), 9, 3);
    first = TinyCheckpoint.write(directory.resolve("first"), NETWORK, 1);
    second = TinyCheckpoint.write(directory.resolve("second"), NETWORK, 2);
  }

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(SharedEncoders.PROCESS.models()).isZero();
  }

  @Test
  void theNetworkIsTheCheckpointsAndTheNumbersAreTheFiles() throws IOException {
    EmbeddingTable table =
        embed("out", "--checkpoint=" + first.run(), "--weights=" + second.weights());
    assertThat(rows(table))
        .isEqualTo(rows(embed("second-rows", "--checkpoint=" + second.run())))
        .isNotEqualTo(rows(embed("first-rows", "--checkpoint=" + first.run())));
    EmbeddingManifest manifest = table.manifest().orElseThrow();
    assertThat(manifest.getPreprocessing())
        .isEqualTo(first.state().getConfiguration().getPreprocessing());
    assertThat(manifest.getWeights()).isEqualTo(second.weights().toString());
    assertThat(manifest.getWeightsDigest())
        .isEqualTo(WeightsFile.read(second.weights().toString()).digest());
    assertThat(List.of(manifest.getEncoderDigestBefore(), manifest.getEncoderDigestAfter()))
        .containsOnly(second.state().getEncoderDigest());
    assertThat(manifest.getCheckpointStep()).isZero();
    assertThat(manifest.getFeatures()).isEqualTo("encoder");
  }

  @Test
  void aNetworkHasANameInsteadOfACheckpoint() throws IOException {
    EmbeddingTable table = embed("out", named("--normalize=none", "--weights=" + second.weights()));
    assertThat(rows(table)).isEqualTo(rows(embed("by-run", "--checkpoint=" + second.run())));
    EmbeddingTable standardized = embed("imagenet", named("--weights=" + second.weights()));
    assertThat(rows(standardized)).isNotEqualTo(rows(table));
    EmbeddingManifest manifest = standardized.manifest().orElseThrow();
    assertThat(manifest.getEncoder()).isEqualTo(NETWORK);
    assertThat(manifest.getPreprocessing().getMeanList()).containsExactly(0.485, 0.456, 0.406);
    assertThat(manifest.getPreprocessing().getStdList()).containsExactly(0.229, 0.224, 0.225);
    assertThat(manifest.getWeights()).isEqualTo(second.weights().toString());
  }

  @Test
  void randomWeightsOfANamedNetworkAreThoseOfACheckpointsNetwork() throws IOException {
    EmbeddingTable named =
        embed("out", named("--normalize=none", "--features=untrained", "--seed=4"));
    assertThat(rows(named))
        .isEqualTo(
            rows(
                embed(
                    "by-run", "--checkpoint=" + first.run(), "--features=untrained", "--seed=4")));
    assertThat(named.manifest().orElseThrow().getSeed()).isEqualTo(4);
    assertThat(named.manifest().orElseThrow().getWeights()).isEmpty();
  }

  @Test
  void theSameFileElsewhereIsTheSameOutputAndAnotherFileAnotherOne() throws IOException {
    Path file = Files.copy(second.weights(), directory.resolve("w.safetensors"));
    embed("out", named("--weights=" + second.weights()));
    Path rows = directory.resolve("out/embeddings-00000-of-00001.parquet");
    var made = Files.getLastModifiedTime(rows);
    embed("out", named("--weights=" + file));
    assertThat(Files.getLastModifiedTime(rows)).isEqualTo(made);
    Files.copy(first.weights(), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> embed("out", named("--weights=" + file)))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining(
            "--weights was %s, is %s",
            WeightsFile.read(second.weights().toString()).digest(),
            WeightsFile.read(first.weights().toString()).digest());
  }

  private static String[] named(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--encoder=resnet-tiny", "--stem=small", "--imageSize=8"));
    return all.toArray(String[]::new);
  }

  private EmbeddingTable embed(String name, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--input=" + directory.resolve("images"));
    all.add("--output=" + directory.resolve(name));
    all.add("--batchSize=4");
    EmbedStage.run(OptionsParser.parse(EmbedOptions.class, all));
    return EmbeddingReader.readAll(directory.resolve(name).toString());
  }

  private static Map<String, List<Float>> rows(EmbeddingTable table) {
    return table.rows().stream()
        .collect(Collectors.toMap(EmbeddingRow::id, EmbedWeightsTest::numbers));
  }

  private static List<Float> numbers(EmbeddingRow row) {
    List<Float> numbers = new ArrayList<>();
    for (float number : row.embedding()) {
      numbers.add(number);
    }
    return numbers;
  }
}
