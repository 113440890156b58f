package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShardNamesTest {
  @Test
  void namesAreThoseOfTensorFlowDatasets() {
    assertThat(ShardNames.name("flowers", "train", 3, 16))
        .isEqualTo("flowers-train.tfrecord-00003-of-00016");
    assertThat(ShardNames.name("fashion-mnist_2.0", "test", 0, 1))
        .isEqualTo("fashion-mnist_2.0-test.tfrecord-00000-of-00001");
    assertThat(ShardNames.name("größe", "train", 0, 1))
        .isEqualTo("größe-train.tfrecord-00000-of-00001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/b | train | 0 | 1 | dataset must be letters, digits, '.', '_' or '-' after a first letter or digit, but was: 'a/b'",
        "a | .. | 0 | 1 | split must be letters, digits, '.', '_' or '-' after a first letter or digit, but was: '..'",
        "a | train | 1 | 1 | the shard's index must be in [0, 0], but was: 1",
        "a | train | 0 | 100000 | shards must be in [1, 99999], but was: 100000",
        "a | train | 0 | 0 | shards must be in [1, 99999], but was: 0"
      })
  void impossibleNamesAreRefused(
      String dataset, String split, int index, int count, String message) {
    assertThatThrownBy(() -> ShardNames.name(dataset, split, index, count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
