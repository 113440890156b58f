package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EncoderFeaturesTest {
  private static final int IMAGE_BYTES = TinyCheckpoint.SIZE * TinyCheckpoint.SIZE;
  private static final int BATCH_SIZE = 8;

  @Test
  void aRowDependsOnlyOnItsImageAndItsPlaceInTheBatch() throws IOException {
    byte[] full = batch(1);
    byte[] withOtherMates = batch(2);
    System.arraycopy(full, 0, withOtherMates, 0, IMAGE_BYTES);
    byte[] alone = Arrays.copyOf(Arrays.copyOf(full, IMAGE_BYTES), full.length);
    try (Features features = Features.of(spec())) {
      float[] row = features.rows(full, BATCH_SIZE)[0];
      assertThat(features.rows(withOtherMates, BATCH_SIZE)[0]).containsExactly(row);
      float[][] padded = features.rows(alone, 1);
      assertThat(padded).hasDimensions(1, TinyCheckpoint.DIMENSION);
      assertThat(padded[0]).containsExactly(row);
    }
  }

  @Test
  void embeddingMovesNoNumberOfTheModel() throws IOException {
    try (Features features = Features.of(spec())) {
      for (int i = 0; i < 5; i++) {
        features.rows(batch(i), BATCH_SIZE);
      }
      assertThat(features.now()).isEqualTo(features.before());
    }
  }

  private static byte[] batch(long seed) {
    return Folder.random(TinyCheckpoint.SIZE, TinyCheckpoint.SIZE * BATCH_SIZE, 1, seed).bytes();
  }

  private static FeatureSpec spec() {
    return new FeatureSpec(
        FeatureKind.UNTRAINED,
        new EncoderWeights.OfSeed(7),
        EncoderArchitectures.tiny(1, 8, 8, TinyCheckpoint.DIMENSION),
        Preprocessing.newBuilder().setImageSize(TinyCheckpoint.SIZE).setChannels(1).build(),
        BATCH_SIZE,
        1,
        "cpu");
  }
}
