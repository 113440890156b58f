package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestSplitsTest {
  @TempDir Path directory;

  @Test
  void oneOfSeveralSplitsMustBeChosen() throws Exception {
    Manifests.write(
        directory,
        "m.csv",
        "path,split\na,train\nb,Test\nc,val\nd,validation\n,train\nbroken\nhttp://h/e,test\nf,\n");
    for (String asked : List.of("", "extra")) {
      assertThatThrownBy(() -> Manifests.open(directory + "/m.csv", asked))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageEndingWith(
              "choose one of (none), test, train, validation by --split (or all), but it was: "
                  + (asked.isEmpty() ? "not given" : asked));
    }
    ImageSource validation = Manifests.open(directory + "/m.csv", "valid");
    assertThat(Manifests.lines(validation)).containsExactlyInAnyOrder("c ", "d ", "m.csv:7 ");
    assertThat(validation.images()).hasValue(3);
    assertThat(Manifests.lines(Manifests.open(directory + "/m.csv", "training")))
        .containsExactlyInAnyOrder("a ", "m.csv:6 ", "m.csv:7 ");
  }

  @Test
  void allTakesEverySplitAndOneSplitNeedsNoChoice() throws Exception {
    Manifests.write(
        directory,
        "two.jsonl",
        "{\"path\":\"a\",\"split\":\"train\"}\n{\"path\":\"b\",\"split\":\"test\"}\n");
    assertThat(Manifests.open(directory + "/two.jsonl", "all").images()).hasValue(2);
    Manifests.write(directory, "one.jsonl", "{\"path\":\"a\",\"split\":\"train\"}\n");
    assertThat(Manifests.open(directory + "/one.jsonl").images()).hasValue(1);
    assertThatThrownBy(() -> Manifests.open(directory + "/one.jsonl", "test"))
        .hasMessageContaining("train");
  }

  @Test
  void withoutAColumnOfSplitsTheSplitIsWhatTheUserCallsIt() throws Exception {
    Manifests.write(directory, "m.csv", "path\na\nb\n");
    ImageSource source = Manifests.open(directory + "/m.csv", "test");
    assertThat(source.images()).hasValue(2);
    assertThat(Manifests.lines(source)).containsExactly("a ", "b ");
  }

  @Test
  void aColumnOfOtherThingsIsNoColumnOfSplits() {
    StringBuilder text = new StringBuilder("path,split\n");
    for (int i = 0; i < 1_001; i++) {
      text.append("a,").append(i).append('\n');
    }
    Manifests.write(directory, "m.csv", text.toString());
    assertThatThrownBy(() -> Manifests.open(directory + "/m.csv"))
        .hasMessageContaining(
            "line 1002 brings the 1001th split; is 'split' the column of splits?");
  }
}
