package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineSpecTest {

  @Test
  void namesMayRepeatAndCommasSurviveTheCommandLine() {
    ProbeOptions options =
        OptionsParser.parse(
            ProbeOptions.class,
            List.of(
                "--train=t",
                "--output=o",
                "--baseline=pixels=a/train,a/test",
                "--baseline=randomEncoder=b0,c0",
                "--baseline=randomEncoder=b1,c1"));
    assertThat(BaselineSpec.parse(options.getBaseline(), new Problems()))
        .containsExactly(
            new BaselineSpec("pixels", "a/train", "a/test"),
            new BaselineSpec("randomEncoder", "b0", "c0"),
            new BaselineSpec("randomEncoder", "b1", "c1"));
  }

  @Test
  void aValueSplitAtItsCommaIsPutTogetherAgain() {
    assertThat(BaselineSpec.parse(List.of("pixels=a", "b", "x=c", "d"), new Problems()))
        .containsExactly(new BaselineSpec("pixels", "a", "b"), new BaselineSpec("x", "c", "d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pixels",
        "pixels=",
        "pixels=a",
        "pixels=a,",
        "pixels=,b",
        "=a,b",
        "p=a,b,c",
        "embeddings=a,b"
      })
  void anythingElseIsAProblem(String value) {
    Problems problems = new Problems();
    assertThat(BaselineSpec.parse(List.of(value), problems)).isEmpty();
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--baseline")
        .hasMessageContaining(value);
  }
}
