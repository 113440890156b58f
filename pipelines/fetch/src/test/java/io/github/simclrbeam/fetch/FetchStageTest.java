package io.github.simclrbeam.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reruns, interrupted runs, and folders and options that cannot be used. */
class FetchStageTest {
  @TempDir Path folder;
  private final FileServer server = new FileServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theLastLineSaysWhatToDoNext() throws IOException {
    assertThat(Fetching.fetch(Made.served(server, "stl-10"), "--output=" + output()))
        .endsWith(
            "next: simclr-beam run --input=OUT/unlabeled --labelled=OUT/train --test=OUT/test --output=run --recipe=photographs\n"
                .replace("OUT", output().toString()));
  }

  @Test
  void aRerunOnACompleteFolderSaysSoAndAsksNobody() throws IOException {
    DataSet dataSet = Made.served(server, "cifar-10");
    Fetching.fetch(dataSet, "--output=" + output());
    List<String> before = Fetching.tree(output());
    server.served.clear();
    assertThat(Fetching.fetch(dataSet, "--output=" + output()))
        .contains("is complete: nothing to do")
        .contains("next: ");
    assertThat(server.served).isEmpty();
    assertThat(Fetching.tree(output())).isEqualTo(before);
  }

  @Test
  void aFolderOfAnotherDataSetIsRefused() throws IOException {
    Fetching.fetch(Made.served(server, "cifar-10"), "--output=" + output());
    assertThatThrownBy(
            () -> Fetching.fetch(Made.served(server, "cifar-100"), "--output=" + output()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--output: " + output() + " holds cifar-10, not cifar-100");
  }

  @Test
  void aFolderOfOtherChecksumsIsRefused() throws IOException {
    Fetching.fetch(Made.served(server, "cifar-10"), "--output=" + output());
    DataSet newer =
        Made.served(server, "cifar-10", Map.of("cifar-10-binary.tar.gz", new byte[] {1}));
    assertThatThrownBy(() -> Fetching.fetch(newer, "--output=" + output()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("but not with the checksums that this program knows");
  }

  @Test
  void anUnfinishedFetchOfAnotherDataSetIsRefused() {
    server.faults.add(server.status(404));
    assertThatThrownBy(
            () -> Fetching.fetch(Made.served(server, "cifar-10"), "--output=" + output()))
        .isInstanceOf(StageFailedException.class);
    assertThatThrownBy(() -> Fetching.fetch(Made.served(server, "stl-10"), "--output=" + output()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("holds an unfinished fetch of cifar-10");
  }

  @Test
  void somebodyElsesFolderIsLeftAlone() throws IOException {
    Files.createDirectories(output());
    Files.writeString(output().resolve("thesis.txt"), "four years of work");
    assertThatThrownBy(
            () -> Fetching.fetch(Made.served(server, "cifar-10"), "--output=" + output()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--output: must be new, empty or an earlier output");
    assertThat(Fetching.tree(output())).containsExactly("thesis.txt");
  }

  @Test
  void aFolderWithARunOfAnotherStageIsRefused() throws IOException {
    Files.createDirectories(output());
    Files.writeString(output().resolve("run.json"), "{}");
    assertThatThrownBy(
            () -> Fetching.fetch(Made.served(server, "cifar-10"), "--output=" + output()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("holds a run of this program");
  }

  @Test
  void nameOutputAndMirrorAreComplainedOfTogetherAndNothingIsTouched() throws IOException {
    Files.createDirectories(output());
    Files.writeString(output().resolve("thesis.txt"), "four years of work");
    assertThatThrownBy(
            () ->
                Fetching.run(
                    Catalog.standard(),
                    List.of("cifar10", "--output=" + output(), "--mirror=ftp://x", "--mirorr=y"),
                    Fetching.IMPATIENT))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("NAME: must be one of [fashion-mnist, cifar-10, cifar-100, ")
        .hasMessageContaining("but was: cifar10; did you mean cifar-10?")
        .hasMessageContaining("--mirror: must be a URL")
        .hasMessageContaining("--mirorr")
        .hasMessageContaining("--output: must be new");
    assertThat(Fetching.tree(output())).containsExactly("thesis.txt");
  }

  @Test
  void twoNamesAndARemoteOutputAreRefused() {
    assertThatThrownBy(
            () ->
                Fetching.run(
                    Catalog.standard(),
                    List.of("cifar-10", "stl-10", "--output=gs://bucket/x"),
                    Fetching.IMPATIENT))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("but was: [cifar-10, stl-10]")
        .hasMessageContaining("--output: gs://bucket/x is at gs:");
  }

  @Test
  void aDiskThatIsTooSmallIsNoticedBeforeTheDownload() {
    DataSet small = Made.served(server, "cifar-10");
    DataSet huge = Made.with(small, small.files(), 4_000_000_000_000_000_000L);
    assertThatThrownBy(() -> Fetching.fetch(huge, "--output=" + output()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("must have room for 4,000,000,000.0 GB");
    assertThat(output()).doesNotExist();
    assertThat(server.served).isEmpty();
  }

  @Test
  void anArchiveThatLeadsOutLeavesNothingUnderAFinalName() {
    byte[] evil = new Tar().file("cifar-100-binary/train.bin", "x").file("../evil", "x").gzipped();
    DataSet dataSet = Made.served(server, "cifar-100", Map.of("cifar-100-binary.tar.gz", evil));
    assertThatThrownBy(() -> Fetching.fetch(dataSet, "--output=" + output()))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("../evil leads out of the folder");
    assertThat(output()).isDirectoryNotContaining(file -> !file.endsWith(".fetch"));
    assertThat(folder).isDirectoryNotContaining(file -> file.endsWith("evil"));
  }

  @Test
  void aRunThatDiesWhileItUnpacksLeavesNothingUnderAFinalNameAndTheNextOneGoesOn()
      throws IOException {
    DataSet dataSet = Made.served(server, "cifar-10");
    FetchFolder killed = new FetchFolder(output());
    try (FileChannel lock = killed.begin(dataSet)) {
      assertThat(lock.isOpen()).isTrue();
      Files.write(
          killed.download(dataSet.files().get(0)), server.files.get("cifar-10-binary.tar.gz"));
      Files.createDirectories(killed.emptyUnpacked().resolve("train"));
      Files.writeString(output().resolve(".fetch/unpacked/train/data_batch_1.bin"), "hal");
    }
    assertThat(output()).isDirectoryNotContaining(file -> !file.endsWith(".fetch"));

    Fetching.fetch(dataSet, "--output=" + output());
    assertThat(server.served).isEmpty();
    assertThat(output().resolve("train/data_batch_1.bin")).hasContent("batch 1");
    assertThat(output().resolve("fetched.json")).exists();
  }

  @Test
  void aDamagedArchiveLeavesNothingUnderAFinalName() {
    byte[] whole = Made.files("cifar-10").get("cifar-10-binary.tar.gz");
    byte[] cut = Arrays.copyOf(whole, whole.length - 30);
    DataSet dataSet = Made.served(server, "cifar-10", Map.of("cifar-10-binary.tar.gz", cut));
    assertThatThrownBy(() -> Fetching.fetch(dataSet, "--output=" + output()))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("cannot be unpacked");
    assertThat(output()).isDirectoryNotContaining(file -> !file.endsWith(".fetch"));
  }

  @Test
  void aRunThatDiesWhileItGivesNamesIsMadeWholeByTheNext() throws IOException {
    DataSet dataSet = Made.served(server, "cifar-100");
    FetchFolder killed = new FetchFolder(output());
    try (FileChannel lock = killed.begin(dataSet)) {
      assertThat(lock.isOpen()).isTrue();
      Path unpacked = killed.emptyUnpacked();
      Files.writeString(Files.createDirectories(unpacked.resolve("train")).resolve("a"), "a");
      killed.publish();
    }
    assertThat(Fetching.tree(output())).contains("train/a").doesNotContain("fetched.json");

    Fetching.fetch(dataSet, "--output=" + output());
    assertThat(Fetching.tree(output()))
        .contains("fetched.json", "test/test.bin", "train/train.bin")
        .doesNotContain("train/a");
  }

  @Test
  void whatTheUserPutThereMeanwhileIsNotReplaced() throws IOException {
    DataSet dataSet = Made.served(server, "cifar-100");
    server.faults.add(server.status(404));
    assertThatThrownBy(() -> Fetching.fetch(dataSet, "--output=" + output()))
        .isInstanceOf(StageFailedException.class);
    Files.writeString(
        Files.createDirectories(output().resolve("train")).resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> Fetching.fetch(dataSet, "--output=" + output()))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("is there already, and not of this fetch");
    assertThat(output().resolve("train/mine.txt")).hasContent("mine");
    assertThat(output().resolve("test")).doesNotExist();
  }

  @Test
  void keepArchiveKeepsTheArchiveAndNothingElse() throws IOException {
    Fetching.fetch(Made.served(server, "cifar-100"), "--output=" + output(), "--keepArchive=true");
    assertThat(Fetching.tree(output()))
        .filteredOn(path -> path.startsWith(".fetch"))
        .containsExactly(".fetch/cifar-100-binary.tar.gz");
  }

  @Test
  void twoFetchesIntoOneFolderAtOnceAreRefused() throws IOException {
    DataSet dataSet = Made.served(server, "cifar-100");
    try (FileChannel lock = new FetchFolder(output()).begin(dataSet)) {
      assertThat(lock.isOpen()).isTrue();
      assertThatThrownBy(() -> Fetching.fetch(dataSet, "--output=" + output()))
          .isInstanceOf(StageFailedException.class)
          .hasMessageContaining("is being fetched into by another process");
    }
  }

  private Path output() {
    return folder.resolve("out");
  }
}
