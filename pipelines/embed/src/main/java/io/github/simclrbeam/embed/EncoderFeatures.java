package io.github.simclrbeam.embed;

import io.github.simclrbeam.encoder.EngineThread;
import io.github.simclrbeam.encoder.FrozenEncoder;
import java.io.IOException;

/** The outputs h of an encoder that all tasks of the process share, each with a session. */
final class EncoderFeatures implements Features {
  private final int threads;
  private final SharedEncoders.Loan loan;
  private final FrozenEncoder.Session session;

  private EncoderFeatures(int threads, SharedEncoders.Loan loan) {
    this.threads = threads;
    this.loan = loan;
    this.session = loan.model().session();
  }

  static EncoderFeatures open(FeatureSpec spec, SharedEncoders encoders) throws IOException {
    return new EncoderFeatures(spec.threads(), encoders.borrow(spec));
  }

  @Override
  public float[][] rows(byte[] nhwc, int count) {
    // A runner may hand each batch to another of its threads, and the engine counts by thread.
    if (EngineThread.threads() != threads) {
      EngineThread.setThreads(threads);
    }
    return session.embed(nhwc, count);
  }

  @Override
  public ModelDigests before() {
    return loan.atLoading();
  }

  @Override
  public ModelDigests now() {
    return ModelDigests.of(loan.model());
  }

  @Override
  public void close() {
    session.close();
    loan.close();
  }
}
