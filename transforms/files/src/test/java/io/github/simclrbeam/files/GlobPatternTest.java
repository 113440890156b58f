package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*.jpg, a.jpg, true",
    "*.jpg, a.JPG, false",
    "*.jpg, d/a.jpg, false",
    "*.jpg, .a.jpg, false",
    ".*.jpg, .a.jpg, true",
    "*, a b, true",
    "*/*.jpg, d/a.jpg, true",
    "*/*.jpg, d/e/a.jpg, false",
    "**/*.jpg, d/e/a.jpg, true",
    "**/*.jpg, a.jpg, true",
    "**, d/e/a.jpg, true",
    "d/**, d/e/a.jpg, true",
    "d/**, e/a.jpg, false",
    "**/*.jpg, d/.e/a.jpg, false",
    "?.jpg, a.jpg, true",
    "?.jpg, ab.jpg, false",
    "a?b, a/b, false",
    "[ab].jpg, b.jpg, true",
    "[ab].jpg, c.jpg, false",
    "[a-c].jpg, c.jpg, true",
    "[!a].jpg, b.jpg, true",
    "[!a].jpg, a.jpg, false",
    "[^a].jpg, a.jpg, false",
    "a[.]jpg, a.jpg, true",
    "[]].jpg, ].jpg, true",
    "[&&]x, &x, true",
    "a.jpg, aXjpg, false",
    "a+(b)|c$, a+(b)|c$, true",
    "\\*.jpg, *.jpg, true",
    "\\*.jpg, a.jpg, false",
    "größe*, größe 猫.jpg, true"
  })
  void globsMatchAsInAShell(String glob, String path, boolean matches) {
    assertThat(GlobPattern.of(glob).matches(path)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"*.jpg, 1", "*/a/*.jpg, 3", "**/a.jpg, 2147483647"})
  void depthBoundsTheWalk(String glob, int depth) {
    assertThat(GlobPattern.of(glob).depth()).isEqualTo(depth);
  }

  @Test
  void openSetIsRefused() {
    assertThatThrownBy(() -> GlobPattern.of("[ab"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'[' without ']' in [ab");
  }
}
