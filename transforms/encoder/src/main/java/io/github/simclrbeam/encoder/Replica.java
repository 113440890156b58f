package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What one device does in a step: its share of the batch to projections, and back with their
 * gradient, chunk by chunk. Only the last chunk's activations are kept in between; the others pass
 * the network again (Gao et al. 2021), in the same chunks, so that BatchNorm's statistics repeat.
 * Running statistics move in the first passes, in the order of the chunks. Not thread-safe.
 */
final class Replica {
  private final SimClrModel model;
  private final boolean leads;
  private final StepSettings settings;
  private final PixelInput input;
  private final PtNDArray[] weights;
  private final PtNDArray[] gradients;
  private final PtNDArray[] running;
  private final List<Pass> held = new ArrayList<>();
  private byte[] views;
  private int batchPairs;
  private List<Chunk> chunks;

  /**
   * @param leads whether it is the first device, whose model is trained
   */
  Replica(SimClrModel model, boolean leads, Preprocessing preprocessing, StepSettings settings) {
    this.model = model;
    this.leads = leads;
    this.settings = settings;
    input = new PixelInput(model.ops(), model.precision(), preprocessing);
    weights = arrays(tensor -> tensor.kind().trainable(), NamedTensor::array);
    gradients = arrays(tensor -> tensor.kind().trainable(), NamedTensor::gradient);
    running = arrays(tensor -> !tensor.kind().trainable(), NamedTensor::array);
  }

  /** Throws if there are fewer bytes than so many images have. */
  void check(byte[] nhwc, int count) {
    input.check(nhwc, count);
  }

  /**
   * Takes the first device's weights, and its running statistics where they are frozen; otherwise
   * that one moves them meanwhile. Forgets what a failed step left.
   */
  void follow(Replica first) {
    model.ops().effect("copy_all", weights, first.weights);
    if (settings.statistics() == NormStatistics.FROZEN) {
      model.ops().effect("copy_all", running, first.running);
    }
    clearGradients();
  }

  /**
   * Writes the projections of a share of a batch into its rows of z.
   *
   * @param nhwc the whole batch
   * @param share its pairs that are this device's
   * @param z (2 pairs, output) on the first device, in the weights' type
   */
  void project(byte[] nhwc, int pairs, Chunk share, PtNDArray z) {
    views = nhwc;
    batchPairs = pairs;
    chunks = share.cut(settings.chunkPairs());
    for (int i = 0; i < chunks.size(); i++) {
      boolean last = i == chunks.size() - 1;
      List<List<RowSpan>> passes = chunks.get(i).passes(pairs, settings.statistics());
      for (int view = 0; view < passes.size(); view++) {
        double weight = chunks.get(i).pairs() / (double) pairs;
        NormPass norm = NormPass.of(settings.statistics(), i == 0, leads, view, weight);
        Pass pass = new Pass(passes.get(view));
        held.add(pass);
        pass.forward(norm);
        pass.write(z);
        if (!last) {
          close();
        }
      }
    }
  }

  /**
   * Adds up the gradients of the share that was projected last; each share goes backward once.
   *
   * @param gradient of the loss with respect to z
   */
  void backward(PtNDArray gradient) {
    for (Pass pass : held) {
      pass.backward(gradient);
    }
    close();
    NormPass repeated =
        settings.statistics() == NormStatistics.FROZEN ? NormPass.FROZEN : NormPass.REPEATED;
    for (Chunk chunk : chunks.subList(0, chunks.size() - 1)) {
      for (List<RowSpan> rows : chunk.passes(batchPairs, settings.statistics())) {
        try (Pass pass = new Pass(rows)) {
          pass.forward(repeated);
          pass.backward(gradient);
        }
      }
    }
  }

  /** Adds another device's running statistics to this one's, and sets those to zero. */
  void addRunning(Replica other) {
    model.ops().effect("move_sum", running, other.running);
  }

  /** Adds another device's gradients to this one's, and sets those to zero. */
  void addGradients(Replica other) {
    model.ops().effect("move_sum", gradients, other.gradients);
  }

  void clearGradients() {
    model.ops().effect("zero_all", (Object) gradients);
  }

  /** Gives up what is kept of the share that was projected last. */
  void close() {
    held.forEach(Pass::close);
    held.clear();
  }

  private PtNDArray[] arrays(Predicate<NamedTensor> which, Function<NamedTensor, PtNDArray> array) {
    return model.tensors().stream().filter(which).map(array).toArray(PtNDArray[]::new);
  }

  /** Rows that pass the network together; all that they need lives in a manager of their own. */
  private final class Pass implements AutoCloseable {
    private final List<RowSpan> rows;
    private final PtNDManager own = (PtNDManager) model.manager().newSubManager();
    private SimClrModel.Trace trace;

    Pass(List<RowSpan> rows) {
      this.rows = rows;
    }

    void forward(NormPass norm) {
      trace = model.train(input.of(own, views, rows), norm);
    }

    void write(PtNDArray z) {
      long from = 0;
      for (RowSpan span : rows) {
        long count = span.count();
        model.ops().effect("put_rows", z, (long) span.first(), trace.z(), from, count);
        from += count;
      }
    }

    void backward(PtNDArray gradient) {
      long[] firsts = rows.stream().mapToLong(RowSpan::first).toArray();
      long[] counts = rows.stream().mapToLong(RowSpan::count).toArray();
      PtNDArray d = model.ops().one(own, "rows", gradient, firsts, counts, trace.z());
      model.backward(d, trace);
    }

    @Override
    public void close() {
      own.close();
    }
  }
}
