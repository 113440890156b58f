package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoOnTest {
  @Test
  void itIsTheSameCommandAsAShellTakesIt() {
    assertThat(GoOn.with("train", List.of("--views=a,b", "--output=my run", "--seed=3")))
        .isEqualTo("simclr-beam train --views=a,b '--output=my run' --seed=3");
    assertThat(GoOn.with("run", List.of("--input=it's/*.png")))
        .isEqualTo("simclr-beam run '--input=it'\\''s/*.png'");
  }

  @Test
  void itNeverStartsAnew() {
    assertThat(GoOn.with("train", List.of("--overwrite=true", "--output=o", "--overwrite")))
        .isEqualTo("simclr-beam train --output=o");
    assertThat(GoOn.with("run", List.of("--config=run.yaml")))
        .isEqualTo("simclr-beam run --config=run.yaml --overwrite=false");
  }

  @Test
  void itShowsNoSecret() {
    assertThat(GoOn.with("train", List.of("--awsCredentialsProvider={\"secretAccessKey\":\"s\"}")))
        .isEqualTo("simclr-beam train --awsCredentialsProvider=...");
  }
}
