package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One encoder, many threads (djl issue 2733: the process died). */
final class FrozenEncoderThreadsTest {
  private static final int THREADS = 8;
  private static final int BATCHES = 200;
  private static final int BATCH = 2;

  @Test
  void eightThreadsEmbedTwoHundredBatchesEachWithOneEncoder() throws Exception {
    EngineThread.setThreads(1);
    byte[] images = SmallModel.views(BATCH / 2, 1);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (FrozenEncoder encoder =
        FrozenEncoder.untrained(SmallModel.ENCODER, SmallModel.PREPROCESSING, 1, BATCH)) {
      String digest = encoder.digest();
      float[][] expected;
      try (FrozenEncoder.Session session = encoder.session()) {
        expected = session.embed(images, BATCH);
      }
      Callable<Integer> task =
          () -> {
            int equal = 0;
            try (FrozenEncoder.Session session = encoder.session()) {
              for (int i = 0; i < BATCHES; i++) {
                equal += Arrays.deepEquals(session.embed(images, BATCH), expected) ? 1 : 0;
              }
            }
            return equal;
          };
      List<Integer> equal = new ArrayList<>();
      for (Future<Integer> each : pool.invokeAll(Collections.nCopies(THREADS, task))) {
        equal.add(each.get());
      }
      assertThat(equal).hasSize(THREADS).containsOnly(BATCHES);
      assertThat(encoder.digest()).isEqualTo(digest);
    } finally {
      pool.shutdownNow();
    }
  }
}
