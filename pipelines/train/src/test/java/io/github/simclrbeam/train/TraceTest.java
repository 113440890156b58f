package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceTest {
  @TempDir Path directory;

  private final Preprocessing twoByTwoColour =
      Preprocessing.newBuilder().setImageSize(2).setChannels(3).build();

  private byte[] traced(Preprocessing preprocessing) throws IOException {
    PairBatch batch = new PairBatch(24);
    for (int i = 0; i < 24; i++) {
      batch.pixels()[i] = (byte) (10 * i);
    }
    batch.is(1, 0);
    new Trace(directory.toString(), 2, preprocessing).batch(batch);
    return Files.readAllBytes(directory.resolve("step-00001.npy"));
  }

  /** Pixel by pixel interleaved bytes 0, 10, 20, ... become planes of a channel each. */
  @Test
  void aBatchIsWrittenAsTheEncoderGetsIt() throws IOException {
    float[] expected = {
      0, 30, 60, 90, 10, 40, 70, 100, 20, 50, 80, 110, 120, 150, 180, 210, 130, 160, 190, 220, 140,
      170, 200, 230
    };
    for (int i = 0; i < expected.length; i++) {
      expected[i] /= 255;
    }
    assertThat(traced(twoByTwoColour)).isEqualTo(Npy.bytes(expected, 2, 3, 2, 2));
  }

  @Test
  void meanAndDeviationAreApplied() throws IOException {
    Preprocessing standardized =
        twoByTwoColour.toBuilder()
            .addMean(0.5)
            .addMean(0)
            .addMean(0)
            .addStd(0.5)
            .addStd(1)
            .addStd(1)
            .build();
    byte[] file = traced(standardized);
    assertThat(java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getFloat(128))
        .isEqualTo(-1f);
  }

  @Test
  void laterStepsAreNotTraced() throws IOException {
    PairBatch batch = new PairBatch(24);
    batch.is(2, 0);
    new Trace(directory.toString(), 2, twoByTwoColour).batch(batch);
    assertThat(directory).isEmptyDirectory();
  }
}
