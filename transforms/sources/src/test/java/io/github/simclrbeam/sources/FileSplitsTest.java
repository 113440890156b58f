package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.FileEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FileSplitsTest {
  @TempDir Path directory;

  static Stream<Arguments> trainingAndOtherFiles() {
    return Stream.of(
        Arguments.of("train-00000-of-00002.parquet", "test", "test-00000-of-00001.parquet"),
        Arguments.of("train-00000-of-00001.parquet", "val", "validation-00000-of-00001.parquet"),
        Arguments.of(
            "cifar10-train.tfrecord-00000-of-00002",
            "test",
            "cifar10-test.tfrecord-00000-of-00001"),
        Arguments.of("dataset-train-000000.tar", "validation", "dataset-val-000001.tar"),
        Arguments.of("imagenet1k-train-0000.tar", "valid", "imagenet1k-validation-00.tar"),
        Arguments.of("data_batch_1.bin", "test", "test_batch.bin"),
        Arguments.of("train-images-idx3-ubyte", "test", "t10k-images-idx3-ubyte"),
        Arguments.of("train_X.bin", "unlabeled", "unlabeled_X.bin"),
        Arguments.of("train2017.tar", "val", "val2017.tar"),
        Arguments.of("Train/part-0.parquet", "testing", "TEST/part-0.parquet"),
        Arguments.of("mnist-train/part-0.parquet", "test", "mnist-test/part-0.parquet"),
        Arguments.of("data/part-0.csv", "test", "data/part-0 test.csv"));
  }

  @ParameterizedTest
  @MethodSource("trainingAndOtherFiles")
  void oneOfSeveralSplitsMustBeChosen(String train, String asked, String other) throws Exception {
    assertThatThrownBy(() -> chosen("", train, other))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("train")
        .hasMessageContaining(FileSplits.word(asked))
        .hasMessageEndingWith("but it was: not given");
    assertThat(chosen("training", train, other)).containsExactly(train);
    assertThat(chosen(asked, train, other)).containsExactly(other);
    assertThat(chosen(SourceSettings.ALL, train, other)).containsExactly(train, other);
    assertThatThrownBy(() -> chosen("extra", train, other)).hasMessageEndingWith("was: extra");
  }

  @Test
  void whereNamesTellOneSplitThereIsNothingToChoose() throws Exception {
    assertThat(chosen("", "test-0.tar", "test-1.tar")).hasSize(2);
    assertThat(chosen("holdout", "a.tar", "b.tar")).hasSize(2);
  }

  @Test
  void aSplitThatTheNamesDenyIsRefused() {
    assertThatThrownBy(() -> chosen("test", "train-0.tar", "train-1.tar"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("holds the split train only, but --split was: test");
  }

  @Test
  void aSplitGivenWithAGlobOfImagesChoosesToo() throws Exception {
    touch("train/cat/1.jpg", "test/cat/2.jpg");
    SourceSettings test = SourceSettings.DEFAULT.withSplit("test");
    assertThat(lines(ImageSource.open(directory + "/*/*/*.jpg", test)))
        .containsExactly("test/cat/2.jpg cat");
  }

  @Test
  void wordsWithinWordsTellNothing() throws Exception {
    assertThat(chosen("", "constraint.tar", "latest.tar", "interval.tar", "trainer.tar"))
        .hasSize(4);
  }

  @Test
  void aGlobIsAskedForButAGivenSplitStillChooses() throws Exception {
    String[] names = {"train-0.tar", "test-0.tar"};
    assertThat(choose(directory + "/*.tar", "", names)).hasSize(2);
    assertThat(choose(directory + "/*.tar", "test", names)).containsExactly("test-0.tar");
    assertThat(choose(directory + "/*.tar", "holdout", names)).hasSize(2);
  }

  @Test
  void aFolderWithBracketsInItsNameIsNoGlob() {
    TestImages.write(directory.resolve("[1]/train-0.tar"), new byte[1]);
    assertThatThrownBy(() -> choose(directory + "/[1]", "", "train-0.tar", "test-0.tar"))
        .isInstanceOf(UnusableInputException.class);
  }

  @Test
  void splitFoldersAreNoLabels() throws Exception {
    touch("train/cat/1.jpg", "train/2.jpg", "val/cat/3.jpg", "test/dog/4.jpg");
    assertThatThrownBy(() -> images(""))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("test, train, validation");
    assertThat(images("train")).containsExactly("train/2.jpg ", "train/cat/1.jpg cat");
    assertThat(images("validation")).containsExactly("val/cat/3.jpg cat");
    assertThat(images("all"))
        .containsExactly(
            "test/dog/4.jpg dog", "train/2.jpg ", "train/cat/1.jpg cat", "val/cat/3.jpg cat");
  }

  @Test
  void foldersAndFilesBesideSplitFoldersDoNotHideTheSplits() throws Exception {
    touch("train/cat/1.jpg", "val/cat/2.jpg", "extra/cat/3.jpg", "sample.jpg");
    assertThatThrownBy(() -> images("")).hasMessageContaining("(none), extra, train, validation");
    assertThat(images("train")).containsExactly("train/cat/1.jpg cat");
    assertThat(images("extra")).containsExactly("extra/cat/3.jpg cat");
  }

  @Test
  void oneSplitFolderAloneIsNoLabelAndNeedsNoChoice() throws Exception {
    touch("train/1.jpg", "train/cat/2.jpg");
    assertThat(images("")).containsExactly("train/1.jpg ", "train/cat/2.jpg cat");
  }

  @Test
  void aClassCalledTrainBesideOtherClassesIsAClass() throws Exception {
    touch("train/1.jpg", "boat/2.jpg", "car/3.jpg");
    assertThat(images("")).containsExactly("boat/2.jpg boat", "car/3.jpg car", "train/1.jpg train");
  }

  @Test
  void classesThatAreAllCalledLikeSplitsAreTakenForSplits() throws Exception {
    touch("train/1.jpg", "test/2.jpg");
    assertThatThrownBy(() -> images("")).hasMessageContaining("test, train");
    assertThat(images("all")).containsExactly("test/2.jpg ", "train/1.jpg ");
    // A glob says that the folders are what they are called.
    assertThat(lines(ImageSource.open(directory + "/*/*.jpg", SourceSettings.DEFAULT)))
        .containsExactly("test/2.jpg test", "train/1.jpg train");
  }

  @ParameterizedTest
  @CsvSource({
    "train, train",
    "Training, train",
    "t10k, test",
    "TEST, test",
    "val, validation",
    "valid, validation",
    "unlabeled, unlabelled",
    "Extra, Extra",
    "train2, train2"
  })
  void splitsHaveOneWordEach(String written, String word) {
    assertThat(FileSplits.word(written)).isEqualTo(word);
  }

  private List<String> chosen(String split, String... names) throws IOException {
    return choose(directory.toString(), split, names);
  }

  private static List<String> choose(String input, String split, String... names)
      throws IOException {
    List<Candidate> files = new ArrayList<>();
    for (String name : names) {
      FileEntry entry = new FileEntry(input + "/" + name, name, 0);
      files.add(new Candidate(entry, Compression.NONE, new byte[0]));
    }
    SourceSettings settings = SourceSettings.DEFAULT.withSplit(split);
    return FileSplits.choose(input, files, settings).stream().map(Candidate::path).toList();
  }

  private List<String> images(String split) throws IOException {
    SourceSettings settings = SourceSettings.DEFAULT.withSplit(split);
    return lines(ImageSource.open(directory.toString(), settings));
  }

  private static List<String> lines(ImageSource source) throws IOException {
    List<String> lines = new ArrayList<>();
    source.forEach(image -> lines.add(image.getId() + " " + image.getLabelName()));
    return lines;
  }

  private void touch(String... names) {
    for (String name : names) {
      TestImages.write(directory.resolve(name), new byte[] {1});
    }
  }
}
