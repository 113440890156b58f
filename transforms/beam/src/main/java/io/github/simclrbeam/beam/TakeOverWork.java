package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import java.io.IOException;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Chunks to what earlier runs into the directory left of them. Where nothing was left, nothing is
 * read.
 */
final class TakeOverWork
    extends PTransform<PCollection<KV<Integer, Iterable<ImageReference>>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Whole shards that are as they were. */
  static final TupleTag<ShardFile> SHARDS = new TupleTag<>("keptShards") {};

  /** Finished chunks of other shards, by shard. */
  static final TupleTag<KV<Integer, ChunkFile>> CHUNKS = new TupleTag<>("finishedChunks") {};

  /** The numbers of the chunks that need not be made, each with true. */
  static final TupleTag<KV<Integer, Boolean>> DONE = new TupleTag<>("done") {};

  /** Of the images of what is taken over. */
  static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("knownDeadLetters") {};

  /** About the images of what is taken over. */
  static final TupleTag<ImageWarning> WARNINGS = new TupleTag<>("knownWarnings") {};

  private final ShardDestination destination;
  private final WorkSettings settings;
  private final PCollectionView<ShardPlan> plan;

  TakeOverWork(
      ShardDestination destination, WorkSettings settings, PCollectionView<ShardPlan> plan) {
    this.destination = destination;
    this.settings = settings;
    this.plan = plan;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, Iterable<ImageReference>>> chunks) {
    PCollectionView<KnownWork> known =
        chunks
            .getPipeline()
            .apply("OnceForKnown", Create.of(0))
            .apply("Load", ParDo.of(new LoadFn(destination, settings)))
            .setCoder(SerializableCoder.of(KnownWork.class))
            // What is known must not change when a step is done again while shards are replaced.
            .apply("Stable", Spread.by(once -> 0))
            .apply("Known", View.asSingleton());
    PCollectionTuple taken =
        chunks
            .apply(
                "Compare",
                ParDo.of(new CompareFn(settings, known, plan)).withSideInputs(known, plan))
            .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(ChunkInput.class)))
            .apply("ShardInputs", GroupByKey.create())
            .apply(
                "Take",
                ParDo.of(new TakeFn(destination, settings, known))
                    .withSideInputs(known)
                    .withOutputTags(
                        SHARDS, TupleTagList.of(CHUNKS).and(DONE).and(DEAD_LETTERS).and(WARNINGS)));
    taken.get(SHARDS).setCoder(SerializableCoder.of(ShardFile.class));
    taken.get(CHUNKS).setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(ChunkFile.class)));
    taken.get(DONE).setCoder(KvCoder.of(VarIntCoder.of(), BooleanCoder.of()));
    taken.get(DEAD_LETTERS).setCoder(MessageCoder.of(DeadLetter.class));
    taken.get(WARNINGS).setCoder(MessageCoder.of(ImageWarning.class));
    return taken;
  }

  private static final class LoadFn extends DoFn<Integer, KnownWork> {
    private static final long serialVersionUID = 1;

    private final ShardDestination destination;
    private final WorkSettings settings;

    LoadFn(ShardDestination destination, WorkSettings settings) {
      this.destination = destination;
      this.settings = settings;
    }

    @ProcessElement
    public void process(OutputReceiver<KnownWork> out) throws IOException {
      out.output(KnownWork.load(destination, settings));
    }
  }

  static final class CompareFn
      extends DoFn<KV<Integer, Iterable<ImageReference>>, KV<Integer, ChunkInput>> {
    private static final long serialVersionUID = 1;

    private final WorkSettings settings;
    private final PCollectionView<KnownWork> known;
    private final PCollectionView<ShardPlan> plan;
    private transient ReadChunkInput read;

    CompareFn(
        WorkSettings settings, PCollectionView<KnownWork> known, PCollectionView<ShardPlan> plan) {
      this.settings = settings;
      this.known = known;
      this.plan = plan;
    }

    @Setup
    public void setup() {
      read = new ReadChunkInput(settings.views().seed(), settings.decode().limits().maxBytes());
    }

    @Teardown
    public void teardown() throws IOException {
      if (read != null) {
        read.close();
      }
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      if (context.sideInput(known).isEmpty()) {
        return;
      }
      int chunk = context.element().getKey();
      context.output(
          KV.of(
              context.sideInput(plan).shardOf(chunk),
              read.read(chunk, context.element().getValue())));
    }
  }

  private static final class TakeFn extends DoFn<KV<Integer, Iterable<ChunkInput>>, ShardFile> {
    private static final long serialVersionUID = 1;

    private final ShardDestination destination;
    private final WorkSettings settings;
    private final PCollectionView<KnownWork> known;
    private final Counter continued =
        Metrics.counter(RunCounters.NAMESPACE, RunCounters.CHUNKS_CONTINUED);

    TakeFn(ShardDestination destination, WorkSettings settings, PCollectionView<KnownWork> known) {
      this.destination = destination;
      this.settings = settings;
      this.known = known;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      int shard = context.element().getKey();
      TakeOver.Taken taken =
          new TakeOver(destination, settings, context.sideInput(known))
              .of(shard, context.element().getValue());
      continued.inc(taken.chunks().size());
      taken.shard().ifPresent(context::output);
      taken.chunks().forEach(chunk -> context.output(CHUNKS, KV.of(shard, chunk)));
      taken.done().forEach(chunk -> context.output(DONE, KV.of(chunk, true)));
      taken.deadLetters().forEach(letter -> context.output(DEAD_LETTERS, letter));
      taken.warnings().forEach(warning -> context.output(WARNINGS, warning));
    }
  }
}
