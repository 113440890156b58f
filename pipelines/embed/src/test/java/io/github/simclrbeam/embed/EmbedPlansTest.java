package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedPlansTest {
  @TempDir Path directory;

  @BeforeEach
  void makeInput() throws IOException {
    Folder.ofImages(directory.resolve("images"), 2, 3);
    ViewShards.write(directory.resolve("gray-views"), new int[] {1}, 2, 1);
    TinyCheckpoint.write(directory.resolve("run"), 3);
    Files.createDirectories(directory.resolve("other"));
    Files.writeString(directory.resolve("other/letter.txt"), "not ours");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input=D/none --checkpoint=D/run | input | nothing matches",
        "--input=D/other --checkpoint=D/run | input | no image in",
        "--input=D/images | checkpoint | is missing: it, or --encoder with --weights",
        "--input=D/images --features=untrained | checkpoint | is missing: it or --encoder says which network",
        "--input=D/images --checkpoint=D/images | checkpoint | no checkpoint in",
        "--input=D/images --checkpoint=D/run --imageSize=9 | imageSize | is for --features=pixels and for",
        "--input=D/images --checkpoint=D/run --channels=1 | channels | is for --features=pixels and",
        "--input=D/images --features=pixels --channels=2 | channels | must be 1 or 3, but was: 2",
        "--input=D/images --features=pixels --maxImages=3 | maxImages | is for view shards only",
        "--input=D/gray-views --features=pixels --shards=3 | shards | is for images only",
        "--input=D/gray-views --checkpoint=D/run | input | must hold views of 3 channels",
        "--input=D/images --checkpoint=D/run --features=pixel | features | pixels",
        "--input=D/images --checkpoint=D/run --batchSize=0 | batchSize | from 1 to 65536",
        "--input=D/images --checkpoint=D/run --threads=many | threads | many",
        "--input=D/images --checkpoint=D/run --maxBadFraction=2 | maxBadFraction | from 0 to 1",
        "--input=D/images --checkpoint=D/run --format=csv | format | parquet, tfrecord",
        "--input=D/images --checkpoint=D/run --checkpont=x | checkpont | checkpoint",
        "--checkpoint=D/run | input | is missing",
      })
  void aWrongOptionIsNamedAndNothingIsTouched(String options, String name, String message) {
    List<Problem> problems = problems(options + " --output=D/out");
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.option()).isEqualTo("--" + name);
              assertThat(problem.message()).contains(message);
            });
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "D/other | must be new, empty or an earlier output",
        "D/images/out | must not lie within the input",
        "D/images | must not lie within the input",
      })
  void anOutputOfSomebodyElseIsRefused(String output, String message) {
    assertThat(problems("--input=D/images --checkpoint=D/run --output=" + output))
        .anySatisfy(
            problem -> {
              assertThat(problem.option()).isEqualTo("--output");
              assertThat(problem.message()).contains(message);
            });
    assertThat(directory.resolve("other")).isDirectoryContaining("glob:**letter.txt");
    assertThat(directory.resolve("other/run.json")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input=D/images --checkpoint=D/run | checkpoint | D/run",
        "--input=D/images --checkpoint=D/run | checkpoint | D/run/..",
        "--input=D/images --checkpoint=D/run | input | D/run/..",
        "--input=D/*/ --checkpoint=D/run | input | D/run/..",
      })
  void whatIsReadMustNotLieWithinTheOutput(String options, String name, String output) {
    assertThat(problems(options + " --overwrite --output=" + output))
        .anySatisfy(
            problem -> {
              assertThat(problem.option()).isEqualTo("--" + name);
              assertThat(problem.message()).contains("must not lie within the output");
            });
    assertThat(directory.resolve("run/checkpoints")).exists();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(
            problems("--input=D/none --features=encoder --channels=2 --output=D/none/out").stream()
                .map(Problem::option))
        .containsExactlyInAnyOrder("--input", "--checkpoint", "--channels", "--output");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "256, 1",
    "257, 2",
    "1024, 4",
    "8192, 4",
    "6000, 4",
    "8193, 8",
    "16000, 8",
    "524288, 256",
    "1000000, 256",
    "100000000, 8192",
    "10000000000, 65536",
  })
  void theNumberOfShardsFollowsFromTheNumberOfImages(long images, int shards) {
    assertThat(new EmbeddingShardCount(0).shardsFor(images)).isEqualTo(shards);
  }

  @ParameterizedTest
  @CsvSource({
    "--input=D/images --features=pixels, 32, 3",
    "--input=D/images --features=pixels --imageSize=5 --channels=1, 5, 1",
    "--input=D/images --features=pixels --checkpoint=D/run, 8, 3",
    "--input=D/images --features=pixels --checkpoint=D/run --imageSize=5, 5, 3",
    "--input=D/images --features=encoder --checkpoint=D/run, 8, 3",
    "--input=D/gray-views --features=pixels, 8, 1",
    "--input=D/two-images-idx3-ubyte --features=pixels, 2, 1",
  })
  void imagesArePreparedAsTheCheckpointTheOptionsOrTheInputSay(
      String options, int size, int channels) throws IOException {
    // Two images of 2 x 3.
    byte[] idx = {
      0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3
    };
    Files.write(directory.resolve("two-images-idx3-ubyte"), idx);
    Preprocessing preprocessing =
        EmbedPlans.of(parsed(options + " --output=D/out"), new Problems())
            .orElseThrow()
            .spec()
            .preprocessing();
    assertThat(preprocessing.getImageSize()).isEqualTo(size);
    assertThat(preprocessing.getChannels()).isEqualTo(channels);
  }

  @Test
  void malformedOptionsDoNotHideWhatIsWrongWithInputAndOutput() throws IOException {
    Files.createDirectory(directory.resolve("theirs"));
    Files.writeString(directory.resolve("theirs/thesis.txt"), "do not lose me");
    Problems problems = new Problems();
    List<String> arguments =
        List.of("--input=/nowhere", "--features=foo", "--output=" + directory.resolve("theirs"));
    EmbedOptions options = OptionsParser.parse(EmbedOptions.class, arguments, problems);
    assertThat(
            catchThrowableOfType(
                    InvalidOptionsException.class, () -> EmbedStage.run(options, problems))
                .problems())
        .extracting(Problem::option)
        .containsExactlyInAnyOrder("--features", "--input", "--output");
  }

  private List<Problem> problems(String options) {
    return catchThrowableOfType(
            InvalidOptionsException.class, () -> EmbedStage.run(parsed(options)))
        .problems();
  }

  private EmbedOptions parsed(String options) {
    List<String> arguments = new ArrayList<>();
    for (String option : options.split(" ", -1)) {
      arguments.add(option.replace("=D/", "=" + directory + "/"));
    }
    return OptionsParser.parse(EmbedOptions.class, arguments);
  }
}
