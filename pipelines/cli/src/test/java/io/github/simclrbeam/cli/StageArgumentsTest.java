package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageArgumentsTest {
  @Test
  void eachStageGetsTheOptionsThatItDeclares() {
    StageArguments dealt =
        StageArguments.deal(
            List.of(
                "--input=photos",
                "--output=out",
                "--recipe=photographs",
                "--imageSize=64",
                "--epochs=3",
                "--seed=5",
                "--maxBadFraction=0.1"));
    assertThat(dealt.run()).containsExactly("--input=photos", "--output=out", "--seed=5");
    assertThat(dealt.views())
        .containsExactly(
            "--recipe=photographs", "--imageSize=64", "--seed=5", "--maxBadFraction=0.1");
    assertThat(dealt.train()).containsExactly("--recipe=photographs", "--epochs=3", "--seed=5");
    assertThat(dealt.embed()).containsExactly("--maxBadFraction=0.1");
  }

  @Test
  void theBatchSizeIsTrainings() {
    StageArguments dealt = StageArguments.deal(List.of("--batchSize=32"));
    assertThat(dealt.train()).containsExactly("--batchSize=32");
    assertThat(dealt.embed()).isEmpty();
  }

  @Test
  void theNetworkIsTrainingsAndEmbeddingTakesTheCheckpoints() {
    List<String> network =
        List.of("--encoder=resnet18", "--encoderWidth=2", "--stem=small", "--normalize=none");
    StageArguments dealt = StageArguments.deal(network);
    assertThat(dealt.train()).isEqualTo(network);
    assertThat(dealt.embed()).isEmpty();
    assertThat(StageArguments.deal(List.of("--weights=w")).run()).containsExactly("--weights=w");
  }

  @Test
  void whatNobodyDeclaresIsOfTheRunnerOrTheFileSystemsAndGoesToAll() {
    StageArguments dealt = StageArguments.deal(List.of("--gcsEndpoint=http://x"));
    assertThat(List.of(dealt.run(), dealt.views(), dealt.train(), dealt.embed(), dealt.passed()))
        .containsOnly(List.of("--gcsEndpoint=http://x"));
    assertThat(StageArguments.deal(List.of("--epochs=3")).passed()).isEmpty();
  }
}
