package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.embeddings.EmbeddingFormat;
import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.WeightsFile;
import io.github.simclrbeam.images.DecodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedEncodersTest {
  @TempDir Path directory;

  @Test
  void sixteenTasksLoadOneModelAndTheLastCloseIt() throws Exception {
    FeatureSpec spec = spec();
    AtomicInteger loads = new AtomicInteger();
    SharedEncoders encoders =
        new SharedEncoders(
            s -> {
              loads.incrementAndGet();
              return s.weights().load(s);
            });
    List<SharedEncoders.Loan> loans = together(16, () -> encoders.borrow(spec));
    assertThat(loads).hasValue(1);
    assertThat(loans.stream().map(SharedEncoders.Loan::model).distinct()).hasSize(1);
    for (SharedEncoders.Loan loan : loans) {
      assertThat(encoders.models()).isEqualTo(1);
      loan.close();
      loan.close();
    }
    assertThat(encoders.models()).isZero();
    encoders.borrow(spec).close();
    assertThat(loads).hasValue(2);
  }

  @Test
  void sixteenClonesOfATaskShareOneModel() throws Exception {
    EmbedImages.EmbedFn original =
        new EmbedImages.EmbedFn(
            spec(),
            DecodeSettings.DEFAULT,
            new EmbeddingDestination(directory.toString(), EmbeddingFormat.PARQUET));
    List<EmbedImages.EmbedFn> clones =
        together(
            16,
            () -> {
              EmbedImages.EmbedFn clone = SerializableUtils.clone(original);
              clone.setup();
              return clone;
            });
    assertThat(SharedEncoders.PROCESS.models()).isEqualTo(1);
    for (EmbedImages.EmbedFn clone : clones) {
      clone.teardown();
    }
    assertThat(SharedEncoders.PROCESS.models()).isZero();
  }

  @Test
  void otherWeightsAreAnotherModel() throws Exception {
    FeatureSpec trained = spec();
    FeatureSpec one = untrained(trained, 1);
    FeatureSpec two = untrained(trained, 2);
    try (SharedEncoders.Loan first = SharedEncoders.PROCESS.borrow(one);
        SharedEncoders.Loan second = SharedEncoders.PROCESS.borrow(two)) {
      assertThat(first.atLoading()).isNotEqualTo(second.atLoading());
      assertThat(SharedEncoders.PROCESS.models()).isEqualTo(2);
    }
  }

  @Test
  void aCheckpointThatWasReplacedIsRefused() throws Exception {
    EncoderWeights found = spec().weights();
    String directory = ((EncoderWeights.OfCheckpoint) found).directory();
    FeatureSpec expecting =
        with(spec(), new EncoderWeights.OfCheckpoint(directory, 12, "0".repeat(64)));
    assertThatThrownBy(() -> SharedEncoders.PROCESS.borrow(expecting))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was the checkpoint replaced?");
    assertThat(SharedEncoders.PROCESS.models()).isZero();
  }

  @Test
  void aFileOfWeightsThatWasReplacedIsRefused() throws Exception {
    FeatureSpec spec = spec();
    String file = TinyCheckpoint.write(directory.resolve("run"), 1).weights().toString();
    FeatureSpec expecting = with(spec, new EncoderWeights.OfFile(file, "0".repeat(64)));
    assertThatThrownBy(() -> SharedEncoders.PROCESS.borrow(expecting))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("SHA-256 must be 0000")
        .hasMessageEndingWith(" (%s); was the file of weights replaced?", file);
    FeatureSpec right =
        with(spec, new EncoderWeights.OfFile(file, WeightsFile.read(file).digest()));
    try (SharedEncoders.Loan loan = SharedEncoders.PROCESS.borrow(SerializableUtils.clone(right));
        SharedEncoders.Loan same = SharedEncoders.PROCESS.borrow(right);
        SharedEncoders.Loan checkpoint = SharedEncoders.PROCESS.borrow(spec)) {
      assertThat(same.model()).isSameAs(loan.model()).isNotSameAs(checkpoint.model());
      assertThat(loan.atLoading()).isEqualTo(checkpoint.atLoading());
    }
    assertThat(SharedEncoders.PROCESS.models()).isZero();
  }

  private FeatureSpec spec() throws IOException {
    TinyCheckpoint checkpoint = TinyCheckpoint.write(directory.resolve("run"), 1);
    return new FeatureSpec(
        FeatureKind.ENCODER,
        new EncoderWeights.OfCheckpoint(
            Checkpoints.latest(checkpoint.run()),
            TinyCheckpoint.STEP,
            checkpoint.state().getEncoderDigest()),
        checkpoint.state().getConfiguration().getEncoder(),
        checkpoint.state().getConfiguration().getPreprocessing(),
        4,
        1,
        "cpu");
  }

  private static FeatureSpec with(FeatureSpec spec, EncoderWeights weights) {
    return new FeatureSpec(
        spec.kind(), weights, spec.encoder(), spec.preprocessing(), spec.batchSize(), 1, "cpu");
  }

  private static FeatureSpec untrained(FeatureSpec spec, long seed) {
    return new FeatureSpec(
        FeatureKind.UNTRAINED,
        new EncoderWeights.OfSeed(seed),
        spec.encoder(),
        spec.preprocessing(),
        4,
        1,
        "cpu");
  }

  private static <T> List<T> together(int count, Callable<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(java.util.Collections.nCopies(count, task))) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
