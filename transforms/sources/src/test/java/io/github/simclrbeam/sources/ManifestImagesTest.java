package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
      ImageSource source = open(directory.resolve(folder).toString());
      assertThat(source.images()).hasValue(2);
      assertThat(source.labelNames()).isEmpty();
      assertThat(lines(source)).containsExactly("a.jpg cat", "b c.jpg ");
      assertThat(references(source))
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
    write("m.csv", "file_name\nimages/größe %41#1.png\nimages/nowhere.png\n");
    List<ImageReference> images = references(open(directory + "/m.csv"));
    ContentReader reader = ContentReader.upTo(10_000);
    assertThat(((ImageContent.Encoded) reader.read(images.get(0))).bytes()).isEqualTo(png);
    Fault missing = ((ImageContent.Unusable) reader.read(images.get(1))).fault();
    assertThat(missing.getReason()).isEqualTo(FaultReasons.MISSING);
  }

  @Test
  void pathsAreTakenLetterByLetter() throws Exception {
    String longName = "n".repeat(200) + ".jpg";
    write(
        "m.csv",
        "uri\n/abs/x.jpg\nfile:///abs/a%20b.jpg\nfile:/abs/y.jpg\n../up.jpg\na%20b#c.d..jpg\n"
            + " x .jpg\n\"com,ma\"\n\"quo\"\"te\"\n\"new\r\nline\"\nback\\slash\n"
            + longName
            + "\n");
    assertThat(references(open(directory + "/m.csv")))
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

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.org/a.jpg", "https://h/a.jpg", "foo+bar://h/a", "s9://b/k"})
  void urisThatNothingReadsAreRefusedWithTheirLine(String uri) {
    write("m.csv", "path\na.jpg\n" + uri + "\n");
    assertThatThrownBy(() -> open(directory + "/m.csv"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("m.csv: line 3 ")
        .hasMessageContaining(uri)
        .hasMessageContaining("must be at local paths, file: uris");
  }

  @Test
  void idsAreTheColumnsOrThePathsAsWritten() throws Exception {
    write(
        "m.jsonl",
        "{\"id\":7,\"path\":\"a.jpg\"}\n{\"path\":\"./b.jpg\"}\n{\"id\":\"\",\"path\":\"c\"}\n");
    assertThat(lines(open(directory + "/m.jsonl"))).containsExactly("7 ", "./b.jpg ", "c ");
    SourceSettings byFile = new SourceSettings("", "", "", "", "", true, List.of());
    assertThat(lines(ImageSource.open(directory + "/m.jsonl", byFile))).contains("m.jsonl/7 ");
  }

  @Test
  void columnsThatTheUserNamesComeFirst() throws Exception {
    write("m.csv", "path,thumb,label,breed,n,part\na.jpg,t.jpg,cat,manx,5,x\n");
    SourceSettings settings =
        new SourceSettings("x", "n", "Thumb", "breed", "part", false, List.of());
    assertThat(lines(ImageSource.open(directory + "/m.csv", settings))).containsExactly("5 manx");
    SourceSettings wrong = new SourceSettings("", "", "", "bread", "", false, List.of());
    assertThatThrownBy(() -> ImageSource.open(directory + "/m.csv", wrong))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageEndingWith(
            "must have the column bread (--labelColumn), but its columns are: breed, label, n, part, path, thumb");
  }

  @Test
  void jsonNumbersAreLabelsWhenTheyAreWhole() throws Exception {
    write(
        "m.jsonl",
        Stream.of("3", "3.0", "30e-1", "-0", "1E2", "\"3.0\"", "true", "-1")
            .map("{\"path\": \"a\", \"label\": %s}\n"::formatted)
            .reduce("", String::concat));
    assertThat(references(open(directory + "/m.jsonl")))
        .extracting(ImageReference::getLabelName)
        .containsExactly("3", "3", "3", "0", "100", "3", "true", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "[1]", "{\"a\":1}", "1e99", "1e999999999", "1e-999999999", "\"\\ud800\""})
  void otherJsonIsNoLabel(String label) {
    write("m.jsonl", "{\"path\":\"a\"}\n{\"path\":\"b\",\"label\":" + label + "}\n");
    assertThatThrownBy(() -> open(directory + "/m.jsonl"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(
            "line 2 must have text or a whole number of at most 18 digits as label");
  }

  @Test
  void rowsThatCannotBeUsedAreFaultsAndNoStop() throws Exception {
    write("m.csv", "path,label\n,cat\n\"a\nb\",x\na,b,c\na\n\"a\"b,c\na.jpg,cat\n");
    assertThat(faults(open(directory + "/m.csv")))
        .containsExactly(
            "m.csv:2 no-image at 11: line 2 of m.csv has no path",
            "m.csv:5 corrupt at 24: line 5 of m.csv has 3 fields, but the header names 2",
            "m.csv:6 corrupt at 30: line 6 of m.csv has 1 fields, but the header names 2",
            "m.csv:7 corrupt at 32: line 7 of m.csv has text behind a closing quote, or a CR within");
    assertThat(open(directory + "/m.csv").images()).hasValue(6);
    write(
        "m.jsonl",
        "{\"path\":\"a\"}\n{\"path\":\n[1]\n{\"path\":3}\n{}\n{\"path\":\"\\u0000\"}\n{} {}\n");
    assertThat(faults(open(directory + "/m.jsonl")))
        .containsExactly(
            "m.jsonl:2 corrupt at 13: line 2 of m.jsonl is no JSON object: End of input at column 9 path $.path",
            "m.jsonl:3 corrupt at 22: line 3 of m.jsonl is JSON, but no object",
            "m.jsonl:4 no-image at 26: line 4 of m.jsonl has no path of text",
            "m.jsonl:5 no-image at 37: line 5 of m.jsonl has no path",
            "m.jsonl:6 corrupt at 40: line 6 of m.jsonl has a path that no file has",
            "m.jsonl:7 corrupt at 58: line 7 of m.jsonl is no JSON object: malformed at column 5 path $");
  }

  @Test
  void aRowThatIsNotUtf8IsAFault() throws Exception {
    byte[] latin = "path\ngr\u00f6\u00dfe.jpg\na.jpg\n".getBytes(StandardCharsets.ISO_8859_1);
    TestImages.write(directory.resolve("m.csv"), latin);
    ImageSource source = open(directory + "/m.csv");
    assertThat(faults(source))
        .containsExactly("m.csv:2 corrupt at 5: line 2 of m.csv is not UTF-8");
    assertThat(lines(source)).contains("a.jpg ");
  }

  static Stream<Arguments> unusableManifests() {
    return Stream.of(
        Arguments.of("no-header.csv", "a.jpg,cat\nb.jpg,dog\n", "its columns are: a.jpg, cat"),
        Arguments.of("no-uri.jsonl", "{\"a\":1}\n{\"b\":1}\n", "its columns are: a, b"),
        Arguments.of(
            "two-paths.csv", "path,path\na,b\n", "one column called path, but has: path, path"),
        Arguments.of(
            "two-cases.csv", "Path,PATH\na,b\n", "one column called path, but has: Path, PATH"),
        Arguments.of(
            "open-quote.csv", "path\na\n\"b\nc\n", "line 3 opens a quote that never closes"),
        Arguments.of(
            "far-quote.csv",
            "path\n\"" + "b\n".repeat(600_000) + "\"\n",
            "line 2 opens a quote that never closes within 1048576 bytes"),
        Arguments.of("open-header.csv", "\"path\n", "line 1 must be the header, but its quotes"),
        Arguments.of(
            "long.csv",
            "path\n" + "x".repeat(1 << 20) + "\n",
            "line 2 is longer than 1048576 bytes"),
        Arguments.of("long.jsonl", "{\"path\":\"" + "x".repeat(1 << 20), "line 1 is longer than"),
        Arguments.of("old-mac.csv", "path\ra.jpg\rb.jpg\r", "line 1 must end with LF or CR LF"),
        Arguments.of("zero.csv", "path\na.jpg\nb\0.jpg\n", "line 3 holds a zero byte"),
        Arguments.of(
            "array.json",
            "[{\"path\":\"a.jpg\"}]\n",
            "line 1 begins a JSON array, but a manifest has one object a line"),
        Arguments.of(
            "pretty.json", "{\n \"path\": \"a.jpg\"\n}\n", "begins a JSON object of several lines"),
        Arguments.of("csv.jsonl", "path\na.jpg\n", "no other line is a JSON object"),
        Arguments.of("list.txt", "a.jpg\nb.jpg\n", "must have a column of image paths"),
        Arguments.of(
            "deep.jsonl", "{\"path\":" + "[".repeat(100_000), "no other line is a JSON object"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusableManifests")
  void manifestsThatLieAreRefusedBeforeAnyWork(String name, String text, String message) {
    write(name, text);
    assertThatThrownBy(() -> open(directory + "/" + name))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(directory + "/" + name)
        .hasMessageContaining(message);
  }

  @Test
  void wideCharactersAreRefused() {
    TestImages.write(directory.resolve("m.csv"), "path\na\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> open(directory + "/m.csv"))
        .hasMessageContaining("line 1 holds a zero byte, but a manifest is UTF-8 text");
  }

  @Test
  void aManifestThatIsCutInItsCompressionIsRefused() {
    byte[] whole = TestImages.gzip("path\na.jpg\nb.jpg\n".getBytes(StandardCharsets.UTF_8));
    TestImages.write(directory.resolve("m.csv.gz"), Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> open(directory + "/m.csv.gz"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("cannot be uncompressed");
  }

  @Test
  void numbersBelowZeroAreNoLabelsAndWholeFractionsAreNumbers() throws Exception {
    write("m.csv", "path,label\na,-1\nb,1.0\nc,1\nd,-1.0\ne,v1.0\n");
    List<String> labels = new ArrayList<>();
    open(directory + "/m.csv", "").forEach(image -> labels.add(image.getLabelName()));
    assertThat(labels).containsExactly("", "1", "1", "", "v1.0");
  }

  @Test
  void oneOfSeveralSplitsMustBeChosen() throws Exception {
    write(
        "m.csv",
        "path,split\na,train\nb,Test\nc,val\nd,validation\n,train\nbroken\nhttp://h/e,test\nf,\n");
    for (String asked : List.of("", "extra")) {
      assertThatThrownBy(() -> open(directory + "/m.csv", asked))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageEndingWith(
              "choose one of (none), test, train, validation by --split (or all), but it was: "
                  + (asked.isEmpty() ? "not given" : asked));
    }
    ImageSource validation = open(directory + "/m.csv", "valid");
    assertThat(lines(validation)).containsExactlyInAnyOrder("c ", "d ", "m.csv:7 ");
    assertThat(validation.images()).hasValue(3);
    assertThat(lines(open(directory + "/m.csv", "training")))
        .containsExactlyInAnyOrder("a ", "m.csv:6 ", "m.csv:7 ");
  }

  @Test
  void allTakesEverySplitAndOneSplitNeedsNoChoice() throws Exception {
    write(
        "two.jsonl", "{\"path\":\"a\",\"split\":\"train\"}\n{\"path\":\"b\",\"split\":\"test\"}\n");
    assertThat(open(directory + "/two.jsonl", "all").images()).hasValue(2);
    write("one.jsonl", "{\"path\":\"a\",\"split\":\"train\"}\n");
    assertThat(open(directory + "/one.jsonl").images()).hasValue(1);
    assertThatThrownBy(() -> open(directory + "/one.jsonl", "test")).hasMessageContaining("train");
  }

  @Test
  void withoutAColumnOfSplitsTheSplitIsWhatTheUserCallsIt() throws Exception {
    write("m.csv", "path\na\nb\n");
    ImageSource source = open(directory + "/m.csv", "test");
    assertThat(source.images()).hasValue(2);
    assertThat(lines(source)).containsExactly("a ", "b ");
  }

  @Test
  void aColumnOfOtherThingsIsNoColumnOfSplits() {
    StringBuilder text = new StringBuilder("path,split\n");
    for (int i = 0; i < 1_001; i++) {
      text.append("a,").append(i).append('\n');
    }
    write("m.csv", text.toString());
    assertThatThrownBy(() -> open(directory + "/m.csv"))
        .hasMessageContaining(
            "line 1002 brings the 1001th split; is 'split' the column of splits?");
  }

  @Test
  void severalManifestsAreOneSourceWithPathsOfTheirOwn() throws Exception {
    write("a/m.csv", "path\n1.jpg\n");
    write("b/m.jsonl", "{\"path\":\"2.jpg\"}\n");
    ImageSource source = open(directory.toString());
    assertThat(source.parts()).hasSize(2);
    assertThat(references(source))
        .extracting(ImageReference::getUri)
        .containsExactly(directory + "/a/1.jpg", directory + "/b/2.jpg");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 100, 1_000})
  void longManifestsAreListedInPiecesThatAreTogetherTheWhole(int partBytes) throws Exception {
    write("m.csv", "path,label\n\na,1\n\n\"b\n\",\"2\"\nbroken\nc,3\r\n\n\nd,4");
    write("m.jsonl", "\n{\"path\":\"a\"}\n\n{\"path\":\"b\"}\nbroken\n{\"path\":\"c\"}\n\n");
    for (String name : List.of("m.csv", "m.jsonl")) {
      Candidate file = Candidate.of(Listing.expand(directory + "/" + name).get(0));
      ImageSource whole = ManifestImages.of(List.of(file), SourceSettings.DEFAULT);
      ImageSource cut = ManifestImages.of(List.of(file), SourceSettings.DEFAULT, partBytes);
      assertThat(references(cut)).isEqualTo(references(whole));
      assertThat(cut.images()).isEqualTo(whole.images()).hasValue(name.equals("m.csv") ? 5 : 4);
      assertThat(cut.parts()).hasSizeGreaterThan(partBytes <= 20 ? 1 : 0);
    }
  }

  private static ImageSource open(String input) throws IOException {
    return open(input, "");
  }

  private static ImageSource open(String input, String split) throws IOException {
    return ImageSource.open(input, SourceSettings.DEFAULT.withSplit(split));
  }

  private void write(String name, String text) {
    TestImages.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<ImageReference> references(ImageSource source) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    source.forEach(images::add);
    return images;
  }

  private static List<String> lines(ImageSource source) throws IOException {
    return references(source).stream()
        .map(image -> image.getId() + " " + image.getLabelName())
        .toList();
  }

  private static List<String> faults(ImageSource source) throws IOException {
    return references(source).stream()
        .filter(ImageReference::hasFault)
        .map(
            image ->
                "%s %s at %d: %s"
                    .formatted(
                        image.getId(),
                        image.getFault().getReason(),
                        image.getFault().getOffset(),
                        image.getFault().getMessage()))
        .toList();
  }
}
