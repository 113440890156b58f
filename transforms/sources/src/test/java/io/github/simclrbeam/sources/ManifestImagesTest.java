package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestImagesTest {
  @TempDir Path directory;

  static Stream<Arguments> manifestsOfTheSameImages() {
    return Stream.of(
        Arguments.of("m.csv", "path,label\na.jpg,cat\nb c.jpg,\n"),
        Arguments.of("byte order mark.csv", "\ufeffpath,label\na.jpg,cat\nb c.jpg,\n"),
        Arguments.of("windows.csv", "path,label\r\na.jpg,cat\r\nb c.jpg,\r\n"),
        Arguments.of("no-last-end.csv", "path,label\na.jpg,cat\nb c.jpg,"),
        Arguments.of("blank-lines.csv", "\n \nPATH, Label \n\na.jpg,cat\n\nb c.jpg,\n\n"),
        Arguments.of("quoted.csv", "\"path\",\"label\"\n\"a.jpg\",\"cat\"\n\"b c.jpg\",\"\"\n"),
        Arguments.of("semicolons.csv", "path;label\na.jpg;cat\nb c.jpg;\n"),
        Arguments.of("m.tsv", "path\tlabel\na.jpg\tcat\nb c.jpg\t\n"),
        Arguments.of("index-column.csv", ",path,label\n0,a.jpg,cat\n1,b c.jpg,\n"),
        Arguments.of(
            "m.jsonl", "{\"path\": \"a.jpg\", \"label\": \"cat\"}\n{\"path\": \"b c.jpg\"}\n"),
        Arguments.of(
            "m.ndjson",
            "\n{\"label\":\"cat\",\"x\":[1,{}],\"path\":\"a.jpg\"}\r\n"
                + "{\"path\":\"b c.jpg\",\"label\":null}"),
        Arguments.of("named-otherwise", "path,label\na.jpg,cat\nb c.jpg,\n"),
        Arguments.of(
            "json-named-otherwise",
            "{\"path\":\"a.jpg\",\"label\":\"cat\"}\n{\"path\":\"b c.jpg\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifestsOfTheSameImages")
  void manifestsAreReadHoweverTheyAreWritten(String name, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TestImages.write(directory.resolve("plain/" + name), bytes);
    TestImages.write(directory.resolve("gz/" + name + ".gz"), TestImages.gzip(bytes));
    for (String folder : List.of("plain", "gz")) {
      ImageSource source = Manifests.open(directory.resolve(folder).toString());
      assertThat(source.images()).hasValue(2);
      assertThat(source.labelNames()).isEmpty();
      assertThat(Manifests.lines(source)).containsExactly("a.jpg cat", "b c.jpg ");
      assertThat(Manifests.references(source))
          .allMatch(ImageReference::getWholeFile)
          .extracting(ImageReference::getUri)
          .containsExactly(
              directory + "/" + folder + "/a.jpg", directory + "/" + folder + "/b c.jpg");
    }
  }

  @Test
  void anImageIsReadFromBesideTheManifest() throws Exception {
    byte[] png = TestImages.png(3, 3, 1);
    TestImages.write(directory.resolve("images/größe %41#1.png"), png);
    Manifests.write(directory, "m.csv", "file_name\nimages/größe %41#1.png\nimages/nowhere.png\n");
    List<ImageReference> images = Manifests.references(Manifests.open(directory + "/m.csv"));
    ContentReader reader = ContentReader.upTo(10_000);
    assertThat(((ImageContent.Encoded) reader.read(images.get(0))).bytes()).isEqualTo(png);
    Fault missing = ((ImageContent.Unusable) reader.read(images.get(1))).fault();
    assertThat(missing.getReason()).isEqualTo(FaultReasons.MISSING);
  }

  @Test
  void pathsAreTakenLetterByLetter() throws Exception {
    String longName = "n".repeat(200) + ".jpg";
    Manifests.write(
        directory,
        "m.csv",
        "uri\n/abs/x.jpg\nfile:///abs/a%20b.jpg\nfile:/abs/y.jpg\n../up.jpg\na%20b#c.d..jpg\n"
            + " x .jpg\n\"com,ma\"\n\"quo\"\"te\"\n\"new\r\nline\"\nback\\slash\n"
            + longName
            + "\n");
    assertThat(Manifests.references(Manifests.open(directory + "/m.csv")))
        .extracting(ImageReference::getUri)
        .containsExactly(
            "/abs/x.jpg",
            "/abs/a b.jpg",
            "/abs/y.jpg",
            directory + "/../up.jpg",
            directory + "/a%20b#c.d..jpg",
            directory + "/ x .jpg",
            directory + "/com,ma",
            directory + "/quo\"te",
            directory + "/new\r\nline",
            directory + "/back\\slash",
            directory + "/" + longName);
  }

  @Test
  void idsAreTheColumnsOrThePathsAsWritten() throws Exception {
    Manifests.write(
        directory,
        "m.jsonl",
        "{\"id\":7,\"path\":\"a.jpg\"}\n{\"path\":\"./b.jpg\"}\n{\"id\":\"\",\"path\":\"c\"}\n");
    assertThat(Manifests.lines(Manifests.open(directory + "/m.jsonl")))
        .containsExactly("7 ", "./b.jpg ", "c ");
    SourceSettings byFile = new SourceSettings("", "", "", "", "", true, List.of());
    assertThat(Manifests.lines(ImageSource.open(directory + "/m.jsonl", byFile)))
        .contains("m.jsonl/7 ");
  }

  @Test
  void columnsThatTheUserNamesComeFirst() throws Exception {
    Manifests.write(
        directory, "m.csv", "path,thumb,label,breed,n,part\na.jpg,t.jpg,cat,manx,5,x\n");
    SourceSettings settings =
        new SourceSettings("x", "n", "Thumb", "breed", "part", false, List.of());
    assertThat(Manifests.lines(ImageSource.open(directory + "/m.csv", settings)))
        .containsExactly("5 manx");
    SourceSettings wrong = new SourceSettings("", "", "", "bread", "", false, List.of());
    assertThatThrownBy(() -> ImageSource.open(directory + "/m.csv", wrong))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageEndingWith(
            "must have the column bread (--labelColumn), but its columns are: breed, label, n, part, path, thumb");
  }

  @Test
  void jsonNumbersAreLabelsWhenTheyAreWhole() throws Exception {
    Manifests.write(
        directory,
        "m.jsonl",
        Stream.of("3", "3.0", "30e-1", "-0", "1E2", "\"3.0\"", "true", "-1")
            .map("{\"path\": \"a\", \"label\": %s}\n"::formatted)
            .reduce("", String::concat));
    assertThat(Manifests.references(Manifests.open(directory + "/m.jsonl")))
        .extracting(ImageReference::getLabelName)
        .containsExactly("3", "3", "3", "0", "100", "3", "true", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "[1]", "{\"a\":1}", "1e99", "1e999999999", "1e-999999999", "\"\\ud800\""})
  void otherJsonIsNoLabel(String label) {
    Manifests.write(
        directory, "m.jsonl", "{\"path\":\"a\"}\n{\"path\":\"b\",\"label\":" + label + "}\n");
    assertThatThrownBy(() -> Manifests.open(directory + "/m.jsonl"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(
            "line 2 must have text or a whole number of at most 18 digits as label");
  }

  @Test
  void numbersBelowZeroAreNoLabelsAndWholeFractionsAreNumbers() throws Exception {
    Manifests.write(directory, "m.csv", "path,label\na,-1\nb,1.0\nc,1\nd,-1.0\ne,v1.0\n");
    List<String> labels = new ArrayList<>();
    Manifests.open(directory + "/m.csv", "").forEach(image -> labels.add(image.getLabelName()));
    assertThat(labels).containsExactly("", "1", "1", "", "v1.0");
  }

  @Test
  void severalManifestsAreOneSourceWithPathsOfTheirOwn() throws Exception {
    Manifests.write(directory, "a/m.csv", "path\n1.jpg\n");
    Manifests.write(directory, "b/m.jsonl", "{\"path\":\"2.jpg\"}\n");
    ImageSource source = Manifests.open(directory.toString());
    assertThat(source.parts()).hasSize(2);
    assertThat(Manifests.references(source))
        .extracting(ImageReference::getUri)
        .containsExactly(directory + "/a/1.jpg", directory + "/b/2.jpg");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 100, 1_000})
  void longManifestsAreListedInPiecesThatAreTogetherTheWhole(int partBytes) throws Exception {
    Manifests.write(
        directory, "m.csv", "path,label\n\na,1\n\n\"b\n\",\"2\"\nbroken\nc,3\r\n\n\nd,4");
    Manifests.write(
        directory,
        "m.jsonl",
        "\n{\"path\":\"a\"}\n\n{\"path\":\"b\"}\nbroken\n{\"path\":\"c\"}\n\n");
    for (String name : List.of("m.csv", "m.jsonl")) {
      Candidate file = Candidate.of(Listing.expand(directory + "/" + name).get(0));
      ImageSource whole = ManifestImages.of(List.of(file), SourceSettings.DEFAULT);
      ImageSource cut = ManifestImages.of(List.of(file), SourceSettings.DEFAULT, partBytes);
      assertThat(Manifests.references(cut)).isEqualTo(Manifests.references(whole));
      assertThat(cut.images()).isEqualTo(whole.images()).hasValue(name.equals("m.csv") ? 5 : 4);
      assertThat(cut.parts()).hasSizeGreaterThan(partBytes <= 20 ? 1 : 0);
    }
  }
}
