package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestFaultsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.org/a.jpg", "https://h/a.jpg", "foo+bar://h/a", "s9://b/k"})
  void urisThatNothingReadsAreRefusedWithTheirLine(String uri) {
    Manifests.write(directory, "m.csv", "path\na.jpg\n" + uri + "\n");
    assertThatThrownBy(() -> Manifests.open(directory + "/m.csv"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("m.csv: line 3 ")
        .hasMessageContaining(uri)
        .hasMessageContaining("must be at local paths, file: uris");
  }

  @Test
  void rowsThatCannotBeUsedAreFaultsAndNoStop() throws Exception {
    Manifests.write(
        directory, "m.csv", "path,label\n,cat\n\"a\nb\",x\na,b,c\na\n\"a\"b,c\na.jpg,cat\n");
    assertThat(Manifests.faults(Manifests.open(directory + "/m.csv")))
        .containsExactly(
            "m.csv:2 no-image at 11: line 2 of m.csv has no path",
            "m.csv:5 corrupt at 24: line 5 of m.csv has 3 fields, but the header names 2",
            "m.csv:6 corrupt at 30: line 6 of m.csv has 1 fields, but the header names 2",
            "m.csv:7 corrupt at 32: line 7 of m.csv has text behind a closing quote, or a CR within");
    assertThat(Manifests.open(directory + "/m.csv").images()).hasValue(6);
    Manifests.write(
        directory,
        "m.jsonl",
        "{\"path\":\"a\"}\n{\"path\":\n[1]\n{\"path\":3}\n{}\n{\"path\":\"\\u0000\"}\n{} {}\n");
    assertThat(Manifests.faults(Manifests.open(directory + "/m.jsonl")))
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
    ImageSource source = Manifests.open(directory + "/m.csv");
    assertThat(Manifests.faults(source))
        .containsExactly("m.csv:2 corrupt at 5: line 2 of m.csv is not UTF-8");
    assertThat(Manifests.lines(source)).contains("a.jpg ");
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
    Manifests.write(directory, name, text);
    assertThatThrownBy(() -> Manifests.open(directory + "/" + name))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(directory + "/" + name)
        .hasMessageContaining(message);
  }

  @Test
  void wideCharactersAreRefused() {
    TestImages.write(directory.resolve("m.csv"), "path\na\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> Manifests.open(directory + "/m.csv"))
        .hasMessageContaining("line 1 holds a zero byte, but a manifest is UTF-8 text");
  }

  @Test
  void aManifestThatIsCutInItsCompressionIsRefused() {
    byte[] whole = TestImages.gzip("path\na.jpg\nb.jpg\n".getBytes(StandardCharsets.UTF_8));
    TestImages.write(directory.resolve("m.csv.gz"), Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> Manifests.open(directory + "/m.csv.gz"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("cannot be uncompressed");
  }
}
