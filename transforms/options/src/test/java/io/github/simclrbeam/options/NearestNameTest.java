package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("imageSize", "viewsPerImage", "recipe");

  @Test
  void aSlipOfTheFingerIsFound() {
    assertThat(NearestName.of("imagesize", NAMES)).contains("imageSize");
    assertThat(NearestName.of("reciep", NAMES)).contains("recipe");
  }

  @Test
  void somethingElseIsNotGuessedAt() {
    assertThat(NearestName.of("colour", NAMES)).isEmpty();
  }
}
