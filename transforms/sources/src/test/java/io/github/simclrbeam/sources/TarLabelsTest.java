package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TarLabelsTest {
  @TempDir Path directory;

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cls | 3 | 3",
        "cls | tench, Tinca tinca | tench, Tinca tinca",
        "cls | -1 | ''",
        "label | cat | cat",
        "cls.txt | cat | cat",
        "txt | a photo of a cat | ''",
        "json | {\"label\": 4} | 4",
        "json | {\"label\": 4.0, \"class\": 5} | 4",
        "json | {\"class\": \"cat\"} | cat",
        "json | {\"cls\": true} | true",
        "json | {\"class_name\": \"cat\"} | cat",
        "json | {\"label\": null, \"width\": 8} | ''",
        "json | {\"label\": -1} | ''",
        "json | {\"caption\": \"a cat\"} | ''",
        "json | [1, 2] | ''",
      })
  void labelsAreReadFromTheMembersThatHoldThem(String extension, String text, String label)
      throws Exception {
    byte[] tar =
        TarBuilder.pax().add("1." + extension, text).add("1.jpg", ListedImages.JPEG).toBytes();
    assertThat(ListedImages.references(directory, "x.tar", tar).get(0).getLabelName())
        .isEqualTo(label);
  }

  @Test
  void aLabelMemberCountsMoreThanJson() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("1.json", "{\"label\": 1}")
            .add("1.cls", "2")
            .add("1.jpg", ListedImages.JPEG)
            .add("2.cls", "3")
            .add("2.jpg", ListedImages.JPEG)
            .add("2.json", "{\"label\": 4}")
            .toBytes();
    assertThat(ListedImages.lines(ListedImages.references(directory, "x.tar", tar)))
        .containsExactly("1 2 encoded", "2 3 encoded");
  }

  @Test
  void theUserMayNameTheFieldOrTheMemberOfTheLabel() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("1.jpg", ListedImages.JPEG)
            .add("1.json", "{\"label\": 1, \"species\": \"lynx\"}")
            .add("1.kind.txt", "cat")
            .toBytes();
    assertThat(labelBy("species", tar)).isEqualTo("lynx");
    assertThat(labelBy("kind.txt", tar)).isEqualTo("cat");
    assertThatThrownBy(() -> labelBy("colour", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("sample 1", "colour", "--labelColumn", "jpg, json, kind.txt");
  }

  @Test
  void numbersBecomeTheNamesThatTheUserGives() throws Exception {
    SourceSettings names = new SourceSettings("", "", "", "", "", false, List.of("cat", "dog"));
    byte[] tar = TarBuilder.pax().add("1.jpg", ListedImages.JPEG).add("1.cls", "1").toBytes();
    assertThat(ListedImages.references(directory, "x.tar", tar, names).get(0).getLabelName())
        .isEqualTo("dog");
    byte[] beyond = TarBuilder.pax().add("1.jpg", ListedImages.JPEG).add("1.cls", "2").toBytes();
    assertThat(
            ListedImages.references(directory, "x.tar", beyond, names)
                .get(0)
                .getFault()
                .getMessage())
        .contains("label 2 has no name");
  }

  @Test
  void oneLabelAnywhereMakesAnArchiveOneOfSamples() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("cat/1.jpg", ListedImages.JPEG)
            .add("cat/2.jpg", ListedImages.JPEG)
            .add("cat/3.cls", "5")
            .add("cat/3.jpg", ListedImages.JPEG)
            .toBytes();
    assertThat(ListedImages.lines(ListedImages.references(directory, "x.tar", tar)))
        .containsExactly("cat/1  encoded", "cat/2  encoded", "cat/3 5 encoded");
  }

  private String labelBy(String column, byte[] tar) throws IOException {
    SourceSettings settings = new SourceSettings("", "", "", column, "", false, List.of());
    return ListedImages.references(directory, "x.tar", tar, settings).get(0).getLabelName();
  }
}
