package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageOutputTest {
  private static final Map<String, String> FIRST = Map.of("input", "a", "seed", "1");
  private static final Map<String, String> OTHER = Map.of("input", "a", "seed", "2");

  @TempDir Path folder;

  @Test
  void aNewOrEmptyDirectoryIsFresh() throws IOException {
    assertThat(prepare(folder.resolve("new"), FIRST, false).state())
        .isEqualTo(StageOutput.State.FRESH);
    assertThat(prepare(folder, FIRST, false).state()).isEqualTo(StageOutput.State.FRESH);
  }

  @Test
  void anInterruptedRunIsIncompleteAndAFinishedOneComplete() throws IOException {
    Path output = folder.resolve("out");
    begun(output);
    assertThat(prepare(output, FIRST, false).state()).isEqualTo(StageOutput.State.INCOMPLETE);
    Files.writeString(output.resolve("manifest.json"), "{}");
    assertThat(prepare(output, FIRST, false).state()).isEqualTo(StageOutput.State.COMPLETE);
  }

  @Test
  void whereNothingChangedTheRecordOfTheRunThatMadeItStays() throws IOException {
    Path output = folder.resolve("out");
    StageOutput first = prepare(output, FIRST, false);
    first.begin();
    Files.writeString(output.resolve("manifest.json"), "{}");
    first.finish(Map.of("seconds", 7.0));
    first.close();
    String record = Files.readString(output.resolve("run.json"));
    StageOutput again = prepare(output, FIRST, false);
    again.begin();
    assertThat(Files.readString(output.resolve("run.json"))).doesNotContain("\"seconds\": 7.0");
    again.finishUnchanged("3 shards checked");
    assertThat(Files.readString(output.resolve("run.json"))).isEqualTo(record);
  }

  @Test
  void anotherConfigurationIsRefusedWithTheDifferenceAndNothingIsTouched() throws IOException {
    Path output = folder.resolve("out");
    begun(output);
    String before = Files.readString(output.resolve("run.json"));
    assertThatThrownBy(() -> prepare(output, OTHER, false))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--seed was 1, is 2");
    assertThat(Files.readString(output.resolve("run.json"))).isEqualTo(before);
  }

  @Test
  void somebodyElsesFilesAreRefusedEvenWithOverwrite() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "do not lose me");
    assertThatThrownBy(() -> prepare(folder, FIRST, true))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("must be new, empty or an earlier output of this program");
    assertThat(folder.resolve("thesis.txt")).exists();
  }

  @Test
  void overwriteDeletesOnlyWhenTheStageBegins() throws IOException {
    Path output = folder.resolve("out");
    begun(output);
    Files.writeString(output.resolve("manifest.json"), "{}");
    StageOutput again = prepare(output, OTHER, true);
    assertThat(output.resolve("manifest.json")).exists();
    again.begin();
    assertThat(output.resolve("manifest.json")).doesNotExist();
    assertThat(Files.readString(output.resolve("run.json"))).contains("\"seed\": \"2\"");
  }

  @Test
  void whatCannotBeADirectoryIsAProblemBeforeAnythingIsWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> prepare(file.resolve("out/deep"), FIRST, false))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("must lie in a directory, and " + file + " is none");
    Problems problems = new Problems();
    StageOutput.check("gs://bucket/out", problems);
    assertThat(problems.concern("output")).isTrue();
  }

  @Test
  void wildcardsAreRefusedOnAStoreAndAreNamesOnADisk() throws IOException {
    for (String name : new String[] {"a*", "a?", "a[1]", "{a}", "a]"}) {
      Problems problems = new Problems();
      StageOutput.check("gs://bucket/" + name + "/out", problems);
      assertThat(problems.found())
          .containsExactly(
              new Problem(
                  "--output",
                  "must be without * ? [ ] { } on a store, but was: gs://bucket/%s/out"
                      .formatted(name)));
    }
    assertThat(prepare(folder.resolve("a[1]*{b}"), FIRST, false).state())
        .isEqualTo(StageOutput.State.FRESH);
  }

  @Test
  void whatSaysThatAStoredOutputIsCompleteIsDeletedFirstAndWhatMarksItAsOursLast() {
    assertThat(List.of("manifest.json", "state.json", "evaluation.json", "a.jpg", "run.json"))
        .extracting(Trees::turn)
        .containsExactly(0, 0, 0, 1, 2);
  }

  @Test
  void anOptionThatCannotBeUsedIsNotADifferenceToo() throws IOException {
    Path output = folder.resolve("out");
    begun(output);
    Problems problems = new Problems();
    problems.note("seed", "must be a whole number");
    String uri = output.toString();
    StageOutput.prepare(uri, "views", new TreeMap<>(OTHER), "manifest.json", false, problems);
    assertThat(problems.size()).isEqualTo(1);
    TreeMap<String, String> another = new TreeMap<>(Map.of("input", "b", "seed", "2"));
    StageOutput.prepare(uri, "views", another, "manifest.json", false, problems);
    assertThatThrownBy(problems::throwIfAny)
        .hasMessageContaining("(--input was a, is b)")
        .hasMessageContaining("must be a whole number");
  }

  @Test
  void anotherStagesOutputIsRefusedEvenWithOverwrite() throws IOException {
    Path output = folder.resolve("out");
    begun(output);
    Files.writeString(output.resolve("weights"), "a week of training");
    for (boolean overwrite : new boolean[] {false, true}) {
      Problems problems = new Problems();
      StageOutput.prepare(
          output.toString(), "embed", new TreeMap<>(OTHER), "manifest.json", overwrite, problems);
      assertThat(problems.found())
          .containsExactly(
              new Problem(
                  "--output",
                  output + " holds another run (stage views, not embed); give another directory"));
    }
    assertThat(output.resolve("weights")).exists();
  }

  @Test
  void ofTwoThatBeginOneIsRefusedUntilTheOtherIsClosed() throws IOException {
    Path output = folder.resolve("out");
    try (StageOutput one = prepare(output, FIRST, false)) {
      one.begin();
      Files.writeString(output.resolve("half"), "x");
      for (boolean overwrite : new boolean[] {false, true}) {
        StageOutput two = prepare(output, FIRST, overwrite);
        assertThatThrownBy(two::begin)
            .isInstanceOf(InvalidOptionsException.class)
            .hasMessage(
                "--output: " + output + " is being written by another process; wait for its end");
      }
      assertThat(output.resolve("half")).exists();
    }
    try (StageOutput two = prepare(output, FIRST, true)) {
      two.begin();
      assertThat(output.resolve("half")).doesNotExist();
      assertThatThrownBy(prepare(output, FIRST, true)::begin).hasMessageContaining("being written");
    }
    assertThat(output.resolve(".lock")).doesNotExist();
  }

  @Test
  void anOutputThatIsALinkStaysOneWhenItIsOverwritten() throws IOException {
    Path large = Files.createDirectory(folder.resolve("large"));
    Path output = Files.createSymbolicLink(folder.resolve("out"), large);
    begun(output);
    Files.createDirectories(large.resolve("deep/er"));
    Path kept = Files.writeString(folder.resolve("kept"), "x");
    Files.createSymbolicLink(large.resolve("deep/link"), kept);
    try (StageOutput again = prepare(output, OTHER, true)) {
      again.begin();
    }
    assertThat(output).isSymbolicLink();
    assertThat(large).isDirectoryNotContaining(path -> !path.endsWith("run.json"));
    assertThat(kept).exists();
  }

  private static void begun(Path output) throws IOException {
    try (StageOutput begun = prepare(output, FIRST, false)) {
      begun.begin();
    }
  }

  private static StageOutput prepare(Path output, Map<String, String> options, boolean overwrite)
      throws IOException {
    return StageOutput.prepare(output.toString(), "views", new TreeMap<>(options), overwrite);
  }
}
