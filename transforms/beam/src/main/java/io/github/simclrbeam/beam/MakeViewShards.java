package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Images to a directory of view shards.
 *
 * <p>The images' references are put in a seeded pseudo-random order and cut into shards, and shards
 * into chunks ({@link ShardPlan}); only references cross the shuffle. A task makes the views of one
 * chunk, one image at a time, into a temporary file; a shard's chunks are concatenated; a last step
 * writes {@code dead-letters.jsonl}, passes the verdict on it, gives the shards their final names
 * and writes {@code manifest.json}. Shards of which no image could be used are left out, so that
 * names have no gaps.
 *
 * <p>Where the directory holds a set or an interrupted run's chunks already, the images' bytes are
 * read and compared first, and what was made of the same under the same settings is not made again
 * ({@link TakeOver}). The end is the same to the byte.
 *
 * <p>Shards, manifest and dead letters depend on the images, their ids, the settings and the sizing
 * only: they are byte-identical on every runner, whatever is run at once or tried again. The output
 * is one element, the manifest, once it is written.
 *
 * <p>The run fails with {@link DuplicateImageException} if two images have one id, with {@link
 * TooManyBadImagesException} if more than the given share could not be used, and with an {@link
 * IOException} if images cannot be read for reasons that are not theirs.
 */
public final class MakeViewShards
    extends PTransform<PCollection<ImageReference>, PCollection<ShardManifest>> {
  private static final long serialVersionUID = 1;

  private static final TupleTag<KV<Integer, ChunkFile>> CHUNKS = new TupleTag<>("chunks") {};
  private static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("deadLetters") {};
  private static final TupleTag<ImageWarning> WARNINGS = new TupleTag<>("warnings") {};

  private final FinishShards finish;
  private final DecodeSettings decode;
  private final ShardSizing sizing;
  private final PCollectionView<List<String>> labelNames;
  private final transient List<PCollection<ImageWarning>> earlier;

  private MakeViewShards(
      FinishShards finish,
      DecodeSettings decode,
      ShardSizing sizing,
      PCollectionView<List<String>> labelNames,
      List<PCollection<ImageWarning>> earlier) {
    this.finish = finish;
    this.decode = decode;
    this.sizing = sizing;
    this.labelNames = labelNames;
    this.earlier = earlier;
  }

  /**
   * Returns the transform.
   *
   * @param settings how views are made and stored
   * @param decode how images are decoded
   * @param sizing how many shards
   * @param destination where to
   * @param maxBadFraction largest share of images that may be bad, [0, 1]
   * @param labelNames the names of the labels, by label; no name when no image has a label
   */
  public static MakeViewShards of(
      ViewSettings settings,
      DecodeSettings decode,
      ShardSizing sizing,
      ShardDestination destination,
      double maxBadFraction,
      PCollectionView<List<String>> labelNames) {
    if (!(maxBadFraction >= 0 && maxBadFraction <= 1)) {
      throw new IllegalArgumentException(
          "maxBadFraction must be in [0, 1], but was: " + maxBadFraction);
    }
    return new MakeViewShards(
        new FinishShards(settings, destination, maxBadFraction),
        decode,
        sizing,
        labelNames,
        List.of());
  }

  /** Returns the same transform that tells of these warnings too, found before it. */
  public MakeViewShards withWarnings(PCollection<ImageWarning> warnings) {
    return new MakeViewShards(finish, decode, sizing, labelNames, List.of(warnings));
  }

  @Override
  public PCollection<ShardManifest> expand(PCollection<ImageReference> images) {
    long seed = finish.settings().seed();
    PCollectionView<ShardPlan> plan =
        images.apply("Plan", PlanShards.ofViews(finish.settings(), decode, sizing));
    PCollection<KV<Integer, Iterable<ImageReference>>> chunks =
        images.apply("Chunks", GroupIntoChunks.of(seed, plan));
    PCollectionTuple known =
        chunks.apply(
            "TakeOver",
            new TakeOverWork(
                finish.destination(), new WorkSettings(finish.settings(), decode), plan));
    PCollectionView<Map<Integer, Boolean>> done =
        PCollectionList.of(known.get(TakeOverWork.DONE))
            .and(noChunk(images.getPipeline()))
            .apply("AllDone", Flatten.pCollections())
            .apply("Done", View.<Integer, Boolean>asMap());
    PCollectionTuple made =
        chunks.apply(
            "MakeViews",
            ParDo.of(new WriteChunkFn(finish.settings(), decode, finish.destination(), plan, done))
                .withSideInputs(plan, done)
                .withOutputTags(CHUNKS, TupleTagList.of(DEAD_LETTERS).and(WARNINGS)));
    made.get(DEAD_LETTERS).setCoder(MessageCoder.of(DeadLetter.class));
    PCollectionView<Iterable<List<DeadLetter>>> deadLetters =
        PCollectionList.of(made.get(DEAD_LETTERS))
            .and(known.get(TakeOverWork.DEAD_LETTERS))
            .apply("AllDeadLetters", Flatten.pCollections())
            .apply("DeadLettersIfAny", AtLeastOne.of())
            .apply("DeadLetters", View.asIterable());
    made.get(WARNINGS).setCoder(MessageCoder.of(ImageWarning.class));
    PCollectionView<Iterable<List<ImageWarning>>> warnings =
        PCollectionList.of(made.get(WARNINGS))
            .and(known.get(TakeOverWork.WARNINGS))
            .and(earlier)
            .apply("AllWarnings", Flatten.pCollections())
            .apply("WarningsIfAny", AtLeastOne.of())
            .apply("Warnings", View.asIterable());
    made.get(CHUNKS).setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(ChunkFile.class)));
    PCollection<ShardFile> joined =
        PCollectionList.of(made.get(CHUNKS))
            .and(known.get(TakeOverWork.CHUNKS))
            .apply("AllChunks", Flatten.pCollections())
            .apply("Shards", GroupByKey.create())
            .apply("Join", ParDo.of(new JoinFn(finish.destination())))
            .setCoder(SerializableCoder.of(ShardFile.class));
    PCollectionView<Iterable<List<ShardFile>>> shards =
        PCollectionList.of(joined)
            .and(known.get(TakeOverWork.SHARDS))
            .apply("AllShards", Flatten.pCollections())
            .apply("ShardFilesIfAny", AtLeastOne.of())
            .apply("ShardFiles", View.asIterable());
    return images
        .getPipeline()
        .apply("Once", Create.of(0))
        .apply(
            "Finish",
            ParDo.of(new FinishFn(finish, plan, labelNames, shards, deadLetters, warnings))
                .withSideInputs(plan, labelNames, shards, deadLetters, warnings))
        .setCoder(MessageCoder.of(ShardManifest.class));
  }

  /** Something for a side input that would else be empty: see {@link AtLeastOne}. */
  private static PCollection<KV<Integer, Boolean>> noChunk(Pipeline pipeline) {
    return pipeline.apply(
        "NoChunk",
        Create.of(KV.of(-1, true)).withCoder(KvCoder.of(VarIntCoder.of(), BooleanCoder.of())));
  }

  static final class WriteChunkFn
      extends DoFn<KV<Integer, Iterable<ImageReference>>, KV<Integer, ChunkFile>> {
    private static final long serialVersionUID = 1;

    private final ViewSettings settings;
    private final DecodeSettings decode;
    private final ShardDestination destination;
    private final PCollectionView<ShardPlan> plan;
    private final PCollectionView<Map<Integer, Boolean>> done;
    private final Counter images = Metrics.counter(RunCounters.NAMESPACE, RunCounters.IMAGES);
    private transient WriteChunk writeChunk;

    WriteChunkFn(
        ViewSettings settings,
        DecodeSettings decode,
        ShardDestination destination,
        PCollectionView<ShardPlan> plan,
        PCollectionView<Map<Integer, Boolean>> done) {
      this.settings = settings;
      this.decode = decode;
      this.destination = destination;
      this.plan = plan;
      this.done = done;
    }

    @Setup
    public void setup() {
      writeChunk = new WriteChunk(settings, decode, destination);
    }

    @Teardown
    public void teardown() throws IOException {
      if (writeChunk != null) {
        writeChunk.close();
      }
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      int chunk = context.element().getKey();
      if (context.sideInput(done).containsKey(chunk)) {
        context.element().getValue().forEach(image -> images.inc());
        return;
      }
      int shard = context.sideInput(plan).shardOf(chunk);
      ChunkFile file =
          writeChunk.write(
              shard,
              chunk,
              context.element().getValue(),
              letter -> context.output(DEAD_LETTERS, letter),
              warning -> context.output(WARNINGS, warning));
      context.output(KV.of(shard, file));
    }
  }

  private static final class JoinFn extends DoFn<KV<Integer, Iterable<ChunkFile>>, ShardFile> {
    private static final long serialVersionUID = 1;

    private final ShardDestination destination;

    JoinFn(ShardDestination destination) {
      this.destination = destination;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<ChunkFile>> shard, OutputReceiver<ShardFile> out)
        throws IOException {
      ShardFile joined = JoinChunks.join(shard.getKey(), shard.getValue(), destination);
      if (joined.facts().getRecords() > 0) {
        out.output(joined);
      }
    }
  }

  private static final class FinishFn extends DoFn<Integer, ShardManifest> {
    private static final long serialVersionUID = 1;

    private final FinishShards finish;
    private final PCollectionView<ShardPlan> plan;
    private final PCollectionView<List<String>> labelNames;
    private final PCollectionView<Iterable<List<ShardFile>>> shards;
    private final PCollectionView<Iterable<List<DeadLetter>>> deadLetters;
    private final PCollectionView<Iterable<List<ImageWarning>>> warnings;

    FinishFn(
        FinishShards finish,
        PCollectionView<ShardPlan> plan,
        PCollectionView<List<String>> labelNames,
        PCollectionView<Iterable<List<ShardFile>>> shards,
        PCollectionView<Iterable<List<DeadLetter>>> deadLetters,
        PCollectionView<Iterable<List<ImageWarning>>> warnings) {
      this.finish = finish;
      this.plan = plan;
      this.labelNames = labelNames;
      this.shards = shards;
      this.deadLetters = deadLetters;
      this.warnings = warnings;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      context.output(
          finish.finish(
              context.sideInput(plan),
              context.sideInput(labelNames),
              AtLeastOne.elements(context.sideInput(shards)),
              AtLeastOne.elements(context.sideInput(deadLetters)),
              AtLeastOne.elements(context.sideInput(warnings))));
    }
  }
}
