package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeStageTest {
  private static final int TRAIN = 90;
  private static final int TEST = 45;

  @TempDir Path directory;

  private Fixtures files;
  private Path trainImages;
  private Path testImages;
  private Path output;

  @BeforeEach
  void makeImages() throws IOException {
    files = new Fixtures(directory);
    trainImages = files.idx("train-images-idx3-ubyte", TRAIN);
    testImages = files.idx("t10k-images-idx3-ubyte.gz", TEST);
    output = directory.resolve("out");
  }

  @Test
  void labelledEmbeddingsGiveACardAndAReport() throws IOException {
    run(labelled());
    JsonObject card = card();
    assertThat(number(card, "linearProbe", "top1")).isBetween(0.9, 1.0);
    assertThat(number(card, "knn", "top1")).isBetween(0.9, 1.0);
    assertThat(number(card, "baselines", "pixels", "top1")).isBetween(0.0, 1.0);
    assertThat(number(card, "baselines", "randomEncoder", "top1")).isBetween(0.0, 1.0);
    assertThat(number(card, "baselines", "randomEncoder", "seeds")).isEqualTo(2);
    assertThat(number(card, "labelFree", "rankMe")).isGreaterThan(1);
    assertThat(number(card, "labelFree", "uniformity")).isNegative();
    assertThat(number(card, "labelFree", "alignment")).isPositive();
    assertThat(number(card, "counts", "train")).isEqualTo(TRAIN);
    assertThat(number(card, "counts", "test")).isEqualTo(TEST);
    JsonObject few = card.getAsJsonArray("fewLabels").get(0).getAsJsonObject();
    assertThat(few.getAsJsonObject("top1").keySet())
        .containsExactlyInAnyOrder("embeddings", "pixels", "randomEncoder");
    for (JsonElement check : card.getAsJsonArray("integrity")) {
      assertThat(check.getAsJsonObject().keySet()).contains("name", "pass", "evidence");
    }
    assertThat(report())
        .contains("<section id=\"result\"", "<section id=\"views\"", "<section id=\"training\"")
        .contains("data:image/png;base64,")
        .contains("dog &lt;b&gt;&quot;bold&quot;&lt;/b&gt;&lt;/script&gt;")
        .doesNotContain("dog <b>");
  }

  @Test
  void withoutLabelsThereIsAReportAndTheReason() throws IOException {
    String train = files.embeddings("unlabelled", trainImages, TRAIN, false, 0.5);
    run(List.of("--train=" + train));
    JsonObject card = card();
    assertThat(card.get("noProbeReason").getAsString()).contains("no labels");
    assertThat(card.has("linearProbe")).isFalse();
    assertThat(number(card, "labelFree", "rankMe")).isGreaterThan(1);
    assertThat(report())
        .contains("id=\"no-probe\"", "<section id=\"neighbours\"", "class=\"pic sheet-near\"");
  }

  @Test
  void withoutTestImagesThereIsAReportAndTheReason() throws IOException {
    run(List.of("--train=" + files.embeddings("train", trainImages, TRAIN, true, 0.5)));
    assertThat(card().get("noProbeReason").getAsString()).contains("no test images");
    assertThat(report()).contains("No test images were given.");
  }

  @Test
  void aSingleParquetFileOfAnyonesWillDo() throws IOException {
    String train = files.embeddings("train", trainImages, TRAIN, true, 0.2);
    String test = files.embeddings("test", testImages, TEST, true, 0.2);
    String file = "/embeddings-00000-of-00001.parquet";
    run(List.of("--train=" + train + file, "--test=" + test + file));
    assertThat(number(card(), "linearProbe", "top1")).isBetween(0.9, 1.0);
    assertThat(report()).contains("unknown: the embeddings came without a manifest");
  }

  @Test
  void twoRunsGiveTheSameBytes() throws IOException {
    List<String> arguments = labelled();
    run(arguments);
    byte[] first = Files.readAllBytes(output.resolve("evaluation.json"));
    byte[] page = Files.readAllBytes(output.resolve("report.html"));
    run(with(arguments, "--overwrite"));
    assertThat(Files.readAllBytes(output.resolve("evaluation.json"))).isEqualTo(first);
    assertThat(Files.readAllBytes(output.resolve("report.html"))).isEqualTo(page);
  }

  @Test
  void embeddingsWithinAnEarlierOutputAreNotDeletedByOverwrite() throws IOException {
    run(List.of("--train=" + files.embeddings("train", trainImages, TRAIN, false, 0.5)));
    Path within = output.resolve("embeddings");
    Files.move(output.resolveSibling("train"), within);
    assertThatThrownBy(() -> run(List.of("--train=" + within, "--overwrite")))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--train: must not lie within the output, " + output);
    assertThat(within).isNotEmptyDirectory();
  }

  @Test
  void aCompleteOutputIsLeftAlone() throws IOException {
    List<String> arguments =
        List.of("--train=" + files.embeddings("train", trainImages, TRAIN, false, 0.5));
    run(arguments);
    Files.writeString(output.resolve("report.html"), "mine");
    run(arguments);
    assertThat(report()).isEqualTo("mine");
  }

  @Test
  void anOutputWithoutItsCardIsMadeAgain() throws IOException {
    List<String> arguments =
        List.of("--train=" + files.embeddings("train", trainImages, TRAIN, false, 0.5));
    run(arguments);
    Files.delete(output.resolve("evaluation.json"));
    Files.writeString(output.resolve("report.html"), "half a page");
    run(arguments);
    assertThat(report()).startsWith("<!DOCTYPE html>");
    assertThat(output.resolve("evaluation.json")).exists();
  }

  @Test
  void allProblemsAreNamedAtOnceAndNothingIsTouched() {
    List<String> arguments =
        List.of(
            "--train=" + directory.resolve("gone"),
            "--baseline=pixels",
            "--baseline=randomEncoder=/nowhere/a,/nowhere/b",
            "--run=/nowhere/run");
    assertThatThrownBy(() -> run(arguments))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--train")
        .hasMessageContaining("must be NAME=TRAIN,TEST")
        .hasMessageContaining("/nowhere/b")
        .hasMessageContaining("--run")
        .hasMessageContaining("needs --test");
    assertThat(output).doesNotExist();
  }

  @Test
  void anotherConfigurationInTheSameOutputIsRefused() throws IOException {
    String train = files.embeddings("train", trainImages, TRAIN, false, 0.5);
    run(List.of("--train=" + train));
    assertThatThrownBy(() -> run(List.of("--train=" + train, "--seed=5")))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--seed was 0, is 5");
  }

  @Test
  void embeddingsOfDifferentLengthFailInOneSentence() throws IOException {
    String train = files.embeddings("train", trainImages, TRAIN, true, 0.2);
    Path test = directory.resolve("test.npy");
    Files.write(test, Npy.of(new float[][] {{1, 2}, {3, 4}}));
    assertThatThrownBy(() -> run(List.of("--train=" + train, "--test=" + test)))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("(8), but was: 2");
  }

  private List<String> labelled() throws IOException {
    String train = files.embeddings("train", trainImages, TRAIN, true, 0.3);
    String test = files.embeddings("test", testImages, TEST, true, 0.3);
    String pixels = files.embeddings("p", trainImages, TRAIN, true, 3);
    String pixelsTest = files.embeddings("pt", testImages, TEST, true, 3);
    String random = files.embeddings("r", trainImages, TRAIN, true, 6);
    String randomTest = files.embeddings("rt", testImages, TEST, true, 6);
    return List.of(
        "--train=" + train,
        "--test=" + test,
        "--baseline=pixels=" + pixels + "," + pixelsTest,
        "--baseline=randomEncoder=" + random + "," + randomTest,
        "--baseline=randomEncoder=" + pixels + "," + pixelsTest,
        "--viewEmbeddings=" + files.viewEmbeddings("v", 20),
        "--run=" + files.run("run"),
        "--views=" + files.views("views", trainImages, 6),
        "--protocol=quick");
  }

  private void run(List<String> arguments) throws IOException {
    ProbeStage.run(OptionsParser.parse(ProbeOptions.class, with(arguments, "--output=" + output)));
  }

  private static List<String> with(List<String> arguments, String more) {
    List<String> all = new ArrayList<>(arguments);
    all.add(more);
    return all;
  }

  private String report() throws IOException {
    return Files.readString(output.resolve("report.html"));
  }

  private JsonObject card() throws IOException {
    return JsonParser.parseString(Files.readString(output.resolve("evaluation.json")))
        .getAsJsonObject();
  }

  private static double number(JsonObject card, String... path) {
    JsonElement at = card;
    for (String name : path) {
      at = at.getAsJsonObject().get(name);
    }
    return at.getAsDouble();
  }
}
