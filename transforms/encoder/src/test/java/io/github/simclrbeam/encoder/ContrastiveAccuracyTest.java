package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContrastiveAccuracyTest {
  @Test
  void sharesAreThoseCountedByHand() {
    // Anchors 0, 3 and 5 have their other view nearest: cosines .894, .894 and .933. Others are
    // nearer to 1 (2: .933 against .894), to 2 (4: .984 against .933) and to 4 (2: .984 against
    // .894). Five others are never more than five.
    assertThat(of(LossFixture.A)).isEqualTo(new ContrastiveAccuracy(0.5, 1));
  }

  @Test
  void equalViewsFindEachOther() {
    double[][] rows = LossFixture.random(1, 16, 5);
    for (int i = 0; i < 16; i++) {
      rows[16 + i] = rows[i].clone();
    }
    assertThat(of(rows)).isEqualTo(new ContrastiveAccuracy(1, 1));
  }

  @Test
  void collapsedRowsFindNothing() {
    double[][] rows = new double[32][];
    Arrays.fill(rows, new double[] {0, 0, 2});
    assertThat(of(rows)).isEqualTo(new ContrastiveAccuracy(0, 0));
  }

  @Test
  void rowsOfNoNumbersFindNothing() {
    double[][] rows = new double[4][];
    Arrays.fill(rows, new double[] {Double.NaN, 1});
    assertThat(of(rows)).isEqualTo(new ContrastiveAccuracy(0, 0));
  }

  @Test
  void onePairHasNobodyElseToFind() {
    assertThat(of(new double[][] {{1, 0}, {-1, 0}})).isEqualTo(new ContrastiveAccuracy(1, 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void sharesEqualTheDoubleLoops(long seed) {
    double[][] rows = LossFixture.random(seed + Long.getLong("test.seed", 0), 20, 4);
    ContrastiveAccuracy found = of(rows);
    assertThat(found.top1()).isCloseTo(naive(rows, 1), within(1e-12));
    assertThat(found.top5()).isCloseTo(naive(rows, 5), within(1e-12));
  }

  private static double naive(double[][] rows, int first) {
    int pairs = rows.length / 2;
    int hits = 0;
    for (int i = 0; i < rows.length; i++) {
      double positive = NaiveNtXent.cosine(rows[i], rows[(i + pairs) % rows.length]);
      int ahead = 0;
      for (int k = 0; k < rows.length; k++) {
        boolean other = k % pairs != i % pairs;
        ahead += other && NaiveNtXent.cosine(rows[i], rows[k]) >= positive ? 1 : 0;
      }
      hits += ahead < first ? 1 : 0;
    }
    return (double) hits / rows.length;
  }

  private static ContrastiveAccuracy of(double[][] rows) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch")) {
      return ContrastiveAccuracy.of(TorchOps.load(manager), LossFixture.rows(manager, rows));
    }
  }
}
