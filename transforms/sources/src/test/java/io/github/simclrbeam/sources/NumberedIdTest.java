package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class NumberedIdTest {
  @Test
  void anIdHasTheSameDigitsWhateverTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(NumberedId.of("a", 42, 5)).isEqualTo("a#00042");
    } finally {
      Locale.setDefault(before);
    }
    assertThat(NumberedId.of("a/b", 123_456, 5)).isEqualTo("a/b#123456");
  }
}
