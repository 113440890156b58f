package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrisTest {
  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "a/b, a/b",
    "gs://b/x, gs://b/x",
    "file:/a/b, /a/b",
    "file:///a/b, /a/b",
    "file:a/b, a/b",
    "file:///a%20b, /a b",
    "file:///a b, /a b",
    "file:///50%, /50%"
  })
  void plainTakesTheSchemeOffLocalFiles(String uri, String plain) {
    assertThat(Uris.plain(uri)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, true",
    "a, true",
    "file:///a, true",
    "note: x/y, true",
    "gs://b/x, false",
    "s3://b/x, false",
    "hdfs://h:1/x, false"
  })
  void localIsWhatHasNoOtherScheme(String uri, boolean local) {
    assertThat(Uris.isLocal(uri)).isEqualTo(local);
  }

  @ParameterizedTest
  @CsvSource({"/a/b/c, /a/b, c", "/a/b/, /a, b", "/a, /, a", "a, ., a", "gs://b/x/y, gs://b/x, y"})
  void parentAndNameSplitAtTheLastSlash(String uri, String parent, String name) {
    assertThat(Uris.parent(uri)).isEqualTo(parent);
    assertThat(Uris.name(uri)).isEqualTo(name);
  }

  @Test
  void resolveAddsOneSlash() {
    assertThat(Uris.resolve("gs://b/d", "x")).isEqualTo("gs://b/d/x");
    assertThat(Uris.resolve("gs://b/d/", "x")).isEqualTo("gs://b/d/x");
    assertThat(Uris.resolve("/", "x")).isEqualTo("/x");
  }

  @Test
  void relativeIsWhatStandsBelowTheBase() {
    assertThat(Uris.relative("gs://b/d", "gs://b/d/e/x")).isEqualTo("e/x");
    assertThat(Uris.relative("/", "/x")).isEqualTo("x");
    assertThat(Uris.relative("/a", "/ab/x")).isEqualTo("/ab/x");
  }
}
