package io.github.simclrbeam.embed;

import io.github.simclrbeam.encoder.FrozenEncoder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * One model in each process, however many copies of a task run there: the first to ask loads it,
 * the last to return it closes it. Thread-safe.
 */
final class SharedEncoders {
  /** The one of this process. */
  static final SharedEncoders PROCESS = new SharedEncoders(spec -> spec.weights().load(spec));

  /** Makes a model. */
  @FunctionalInterface
  interface Loading {
    FrozenEncoder load(FeatureSpec spec) throws IOException;
  }

  private final Loading loading;
  private final Map<FeatureSpec, Entry> open = new HashMap<>();

  SharedEncoders(Loading loading) {
    this.loading = loading;
  }

  /** Returns the model, loading it when nobody holds it; close the loan when done. */
  synchronized Loan borrow(FeatureSpec spec) throws IOException {
    Entry entry = open.get(spec);
    if (entry == null) {
      FrozenEncoder model = loading.load(spec);
      entry = new Entry(model, ModelDigests.of(model));
      open.put(spec, entry);
    }
    entry.borrowers++;
    return new Loan(spec, entry);
  }

  /** Returns how many models are in memory. */
  synchronized int models() {
    return open.size();
  }

  private synchronized void giveBack(FeatureSpec spec, Entry entry) {
    entry.borrowers--;
    if (entry.borrowers == 0) {
      open.remove(spec);
      entry.model.close();
    }
  }

  private static final class Entry {
    private final FrozenEncoder model;
    private final ModelDigests atLoading;
    private int borrowers;

    Entry(FrozenEncoder model, ModelDigests atLoading) {
      this.model = model;
      this.atLoading = atLoading;
    }
  }

  /** The right to use a model until it is closed. */
  final class Loan implements AutoCloseable {
    private final FeatureSpec spec;
    private final Entry entry;
    private boolean returned;

    private Loan(FeatureSpec spec, Entry entry) {
      this.spec = spec;
      this.entry = entry;
    }

    FrozenEncoder model() {
      return entry.model;
    }

    /** Returns the model's digests before its first image. */
    ModelDigests atLoading() {
      return entry.atLoading;
    }

    @Override
    public void close() {
      if (!returned) {
        returned = true;
        giveBack(spec, entry);
      }
    }
  }
}
