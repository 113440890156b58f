package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.beam.ViewEncoding;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewsStageTest {
  @TempDir Path directory;

  @Test
  void aFolderOfPhotographsNeedsNoOptionsButInputAndOutput() throws Exception {
    TestPhotographs.folder(directory.resolve("holiday"), 6);
    run("holiday", "--recipe=photographs", "--imageSize=24");
    ShardManifest manifest = ManifestFiles.read(at("out"));
    assertThat(manifest.getDataset()).isEqualTo("holiday");
    assertThat(manifest.getSplit()).isEqualTo("train");
    assertThat(manifest.getRecords()).isEqualTo(6);
    assertThat(manifest.getViewsPerImage()).isEqualTo(8);
    assertThat(manifest.getEncoding()).isEqualTo("raw");
    assertThat(manifest.getChannels()).isEqualTo(3);
    assertThat(manifest.getLabelNamesList()).isEmpty();
    assertThat(names("out"))
        .containsExactlyInAnyOrder(
            "dataset_info.json",
            "dead-letters.jsonl",
            "features.json",
            "holiday-train.tfrecord-00000-of-00001",
            "manifest.json",
            "run.json");
    RunRecord.Builder record = RunRecord.newBuilder();
    ProtoJson.parse(Files.readString(directory.resolve("out/run.json")), record);
    assertThat(record.getConfigurationMap()).containsEntry("input", at("holiday"));
    assertThat(record.getFinished()).isNotEmpty();
    assertThat(record.getFiguresMap()).containsEntry("images", 6.0);
  }

  @Test
  void anIdxFileHasOneChannelAndRecipeNoneItsOwnSize() throws Exception {
    TestPhotographs.idx(directory.resolve("x-images-idx3-ubyte"), 5, 9, 7);
    run("x-images-idx3-ubyte", "--recipe=none");
    ShardManifest manifest = ManifestFiles.read(at("out"));
    assertThat(manifest.getDataset()).isEqualTo("x-images-idx3-ubyte");
    assertThat(manifest.getChannels()).isEqualTo(1);
    assertThat(manifest.getImageSize()).isEqualTo(7);
    assertThat(manifest.getViewsPerImage()).isEqualTo(1);
  }

  @Test
  void aGlobMeansAllFilesThatItMatchesUnlessASplitIsNamed() throws Exception {
    Files.createDirectory(directory.resolve("idx"));
    TestPhotographs.idx(directory.resolve("idx/labelled-images-idx3-ubyte"), 3, 8, 8);
    TestPhotographs.idx(directory.resolve("idx/unlabelled-images-idx3-ubyte"), 5, 8, 8);
    String glob = "idx/{unlabelled,labelled}-images-idx3-ubyte";
    run(glob, "--recipe=none", "--dataset=x");
    assertThat(ManifestFiles.read(at("out")).getRecords()).isEqualTo(8);
    assertThat(ManifestFiles.read(at("out")).getSplit()).isEqualTo("train");
    run(glob, "--recipe=none", "--dataset=x", "--split=unlabelled", "--overwrite=true");
    assertThat(ManifestFiles.read(at("out")).getRecords()).isEqualTo(5);
    run("idx", "--recipe=none", "--dataset=x", "--overwrite=true");
    assertThat(ManifestFiles.read(at("out")).getRecords()).isEqualTo(3);
  }

  @Test
  void anIndexStandsBelowTheShardsWhenItIsAskedFor() throws Exception {
    TestPhotographs.idx(directory.resolve("x"), 5, 8, 8);
    run("x", "--recipe=none", "--shards=1", "--index=true");
    assertThat(
            Files.readAllLines(directory.resolve("out/index/x-train.tfrecord-00000-of-00001.idx")))
        .hasSize(5)
        .first()
        .asString()
        .matches("0 \\d+");
    assertThat(Verification.verify(at("out"))).isEmpty();
    assertThat(problems("x", "--recipe=none", "--shards=1"))
        .singleElement()
        .asString()
        .contains("--index");
  }

  @Test
  void aSecondRunOfTheSameConfigurationTouchesNothing() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 3);
    run("in", "--imageSize=8", "--shards=2");
    Path manifest = directory.resolve("out/manifest.json");
    Files.setLastModifiedTime(manifest, FileTime.fromMillis(0));
    run("in", "--imageSize=8", "--shards=2");
    assertThat(Files.getLastModifiedTime(manifest)).isEqualTo(FileTime.fromMillis(0));
  }

  @Test
  void anotherConfigurationIsRefusedWithTheDifferenceUnlessItOverwrites() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 3);
    run("in", "--imageSize=8", "--shards=2");
    assertThat(problems("in", "--imageSize=9", "--shards=2"))
        .singleElement()
        .asString()
        .contains("--imageSize was 8, is 9");
    run("in", "--imageSize=9", "--shards=1", "--overwrite=true");
    assertThat(ManifestFiles.read(at("out")).getImageSize()).isEqualTo(9);
    assertThat(names("out")).hasSize(6);
  }

  @Test
  void anInterruptedRunGoesOn() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 3);
    run("in", "--imageSize=8", "--shards=2");
    byte[] shard = Files.readAllBytes(directory.resolve("out/in-train.tfrecord-00001-of-00002"));
    Files.delete(directory.resolve("out/manifest.json"));
    Files.delete(directory.resolve("out/in-train.tfrecord-00001-of-00002"));
    Files.createDirectories(directory.resolve("out/.tmp"));
    Files.write(directory.resolve("out/.tmp/chunk-0-left"), shard);
    run("in", "--imageSize=8", "--shards=2");
    assertThat(directory.resolve("out/in-train.tfrecord-00001-of-00002")).hasBinaryContent(shard);
    assertThat(directory.resolve("out/.tmp")).doesNotExist();
  }

  @Test
  void aDirectoryOfSomebodyElseIsNotTouched() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 3);
    Files.createDirectories(directory.resolve("out"));
    Files.writeString(directory.resolve("out/thesis.tex"), "years of work");
    assertThat(problems("in", "--overwrite=true")).singleElement().asString().contains("--output");
    assertThat(names("out")).containsExactly("thesis.tex");
  }

  @Test
  void imagesWithinAnEarlierOutputAreNotDeletedByOverwrite() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 3);
    run("in", "--imageSize=8");
    TestPhotographs.folder(directory.resolve("out/photos"), 3);
    assertThat(problems("out/photos", "--overwrite=true"))
        .contains(
            "--input: must not lie within the output, %s, but was: %s"
                .formatted(at("out"), at("out/photos")));
    assertThat(directory.resolve("out/photos")).isNotEmptyDirectory();
  }

  @Test
  void anOutputThatAnotherProcessWritesIsNotTouched() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 3);
    Path half = directory.resolve("out/.tmp/chunk-0-half");
    Files.createDirectories(half.getParent());
    Files.writeString(half, "being written");
    Path lock = directory.resolve("out/.lock");
    Process other = LockHolder.start(lock);
    try {
      assertThat(problems("in"))
          .containsExactly(
              "--output: %s is being written by another process; wait for its end"
                  .formatted(at("out")));
      assertThat(half).exists();
    } finally {
      other.destroyForcibly().waitFor();
    }
    run("in");
    assertThat(names("out")).doesNotContain(".lock", ".tmp");
  }

  @Test
  void everyProblemIsToldAtOnceAndNothingIsTouched() throws Exception {
    List<String> problems =
        problems(
            "nowhere",
            "--channels=2",
            "--dataset=a/b",
            "--shards=4",
            "--shardBytes=100",
            "--cropMinArea=0.9",
            "--cropMaxArea=0.5");
    assertThat(problems)
        .hasSize(5)
        .anyMatch(problem -> problem.startsWith("--input: nothing matches"))
        .anyMatch(problem -> problem.startsWith("--channels"))
        .anyMatch(problem -> problem.startsWith("--dataset"))
        .anyMatch(problem -> problem.startsWith("--shardBytes"))
        .anyMatch(problem -> problem.startsWith("--cropMinArea"));
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void recipeNoneTakesNoOverride() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 1);
    assertThat(problems("in", "--recipe=none", "--grayProbability=0.5"))
        .singleElement()
        .asString()
        .contains("none augments nothing")
        .contains("grayProbability");
  }

  @Test
  void overridesChangeTheRecipeAndKeepItsName() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 2);
    run(
        "in",
        "--recipe=simclr-cifar10",
        "--cropMinArea=0.5",
        "--flipProbability=0",
        "--jitterStrength=0",
        "--grayProbability=1",
        "--blurProbability=0.25");
    ShardManifest manifest = ManifestFiles.read(at("out"));
    assertThat(manifest.getRecipe().getName()).isEqualTo("simclr-cifar10");
    assertThat(manifest.getRecipe().getCrop().getMinArea()).isEqualTo(0.5);
    assertThat(manifest.getRecipe().getFlipProbability()).isZero();
    assertThat(manifest.getRecipe().hasJitter()).isFalse();
    assertThat(manifest.getRecipe().getGrayProbability()).isEqualTo(1);
    assertThat(manifest.getRecipe().getBlur().getProbability()).isEqualTo(0.25);
    assertThat(manifest.getImageSize()).isEqualTo(32);
  }

  @Test
  void anOutputWithinTheInputIsRefused() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 1);
    List<String> arguments = List.of("--input=" + at("in"), "--output=" + at("in/views"));
    assertThatThrownBy(() -> ViewsStage.run(OptionsParser.parse(ViewsOptions.class, arguments)))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("must not lie within the input");
  }

  @Test
  void malformedOptionsDoNotHideWhatIsWrongWithInputAndOutput() throws Exception {
    Files.createDirectories(directory.resolve("theirs"));
    Files.writeString(directory.resolve("theirs/thesis.txt"), "do not lose me");
    assertThat(named("--imageSize=-4", "--input=" + at("nowhere"), "--output=" + at("theirs")))
        .containsExactlyInAnyOrder("--imageSize", "--input", "--output");
    assertThat(named("--inptu=x", "--output=" + at("theirs")))
        .containsExactlyInAnyOrder("--inptu", "--input", "--output");
    assertThat(named("--input=" + at("nowhere"))).containsExactlyInAnyOrder("--input", "--output");
  }

  private static List<String> named(String... arguments) {
    Problems problems = new Problems();
    ViewsOptions options = OptionsParser.parse(ViewsOptions.class, List.of(arguments), problems);
    return catchThrowableOfType(
            InvalidOptionsException.class, () -> ViewsStage.run(options, problems))
        .problems()
        .stream()
        .map(Problem::option)
        .toList();
  }

  @Test
  void formatsThatCannotBeDecodedAreNamedWithTheCureBeforeWork() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 1);
    for (int i = 0; i < 3; i++) {
      Files.write(directory.resolve("in/" + i + ".heic"), new byte[] {1});
    }
    assertThat(problems("in")).singleElement().asString().contains("3 heic").contains("convert");
    assertThatCode(() -> run("in", "--maxBadFraction=1", "--imageSize=8"))
        .doesNotThrowAnyException();
    assertThat(ManifestFiles.read(at("out")).getDeadLetters()).isEqualTo(3);
  }

  @Test
  void aRunOfMostlyBadImagesFailsWithOneLine() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 1);
    Files.writeString(directory.resolve("in/text.jpg"), "no image");
    Files.writeString(directory.resolve("in/text2.jpg"), "no image");
    assertThatThrownBy(() -> run("in", "--imageSize=8"))
        .isInstanceOf(StageFailedException.class)
        .hasMessageStartingWith("2 of 3 images could not be used")
        .hasMessageNotContaining("\n");
    assertThat(directory.resolve("out/manifest.json")).doesNotExist();
  }

  @Test
  void aMalformedIdxFileIsAProblemOfTheInput() throws Exception {
    Files.write(directory.resolve("x-images"), new byte[] {0, 0, 8, 3, 0, 0});
    assertThat(problems("x-images"))
        .singleElement()
        .asString()
        .startsWith("--input")
        .contains("ends within its header");
  }

  @Test
  void dataSetsAreCalledAfterTheirInput() throws Exception {
    Map<String, String> names =
        Map.of(
            "/data/Bilder vom Meer/", "Bilder-vom-Meer",
            "/data/flowers/*.jpg", "flowers",
            "/d/train-images-idx3-ubyte.gz", "train-images-idx3-ubyte",
            "gs://bucket/sets/birds", "birds",
            "/", "images");
    for (Map.Entry<String, String> name : names.entrySet()) {
      assertThat(DatasetName.ofInput(name.getKey())).isEqualTo(name.getValue());
    }
  }

  @Test
  void legalValuesAreThoseThatTheLibrariesKnow() {
    Map<String, OptionDescription> options = OptionDescription.of(ViewsOptions.class);
    assertThat(options.get("recipe").oneOf()).containsExactlyInAnyOrderElementsOf(Recipes.names());
    assertThat(options.get("encoding").oneOf()).isEqualTo(ViewEncoding.names());
  }

  private void run(String input, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--input=" + at(input));
    arguments.add("--output=" + at("out"));
    ViewsStage.run(OptionsParser.parse(ViewsOptions.class, arguments));
  }

  private List<String> problems(String input, String... more) {
    InvalidOptionsException invalid =
        catchThrowableOfType(InvalidOptionsException.class, () -> run(input, more));
    assertThat(invalid).isNotNull();
    return invalid.problems().stream().map(Problem::toString).toList();
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> paths = Files.list(directory.resolve(folder))) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
