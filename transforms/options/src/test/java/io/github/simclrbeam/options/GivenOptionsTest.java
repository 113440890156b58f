package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.Default;
import org.junit.jupiter.api.Test;

class GivenOptionsTest {
  /** Options of a made-up stage. */
  public interface SomeOptions extends StageOptions {
    @InRange(min = 1, max = 4096)
    Integer getImageSize();

    void setImageSize(Integer size);

    @OneOf({"raw", "png", "jpeg"})
    @Default.String("raw")
    String getEncoding();

    void setEncoding(String encoding);
  }

  @Test
  void aValueThatIsTheDefaultIsStillGiven() {
    SomeOptions options = parse("--output=out", "--seed=0");
    assertThat(options.getEncoding()).isEqualTo("raw");
    assertThat(GivenOptions.names(options))
        .contains("output", "seed")
        .doesNotContain("encoding", "imageSize", "overwrite");
  }

  @Test
  void textsAreReadAsOnTheCommandLine() {
    SomeOptions options = parse("--output=out");
    Problems problems = new Problems();
    Map<String, String> texts = Map.of("imageSize", "28", "seed", "7", "noOptionOfOurs", "x");
    GivenOptions.fill(SomeOptions.class, options, texts, problems);
    assertThat(problems.found()).isEmpty();
    assertThat(options.getImageSize()).isEqualTo(28);
    assertThat(options.getSeed()).isEqualTo(7L);
  }

  @Test
  void textsThatAreNotLegalAreNotedAndNotSet() {
    SomeOptions options = parse("--output=out");
    Problems problems = new Problems();
    Map<String, String> texts = Map.of("imageSize", "0", "encoding", "gif");
    GivenOptions.fill(SomeOptions.class, options, texts, problems);
    assertThat(problems.found().stream().map(Problem::option))
        .containsExactlyInAnyOrder("--imageSize", "--encoding");
    assertThat(options.getImageSize()).isNull();
    assertThat(options.getEncoding()).isEqualTo("raw");
  }

  private static SomeOptions parse(String... arguments) {
    return OptionsParser.parse(SomeOptions.class, List.of(arguments));
  }
}
