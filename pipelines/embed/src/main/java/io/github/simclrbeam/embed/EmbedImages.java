package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.ListImages;
import io.github.simclrbeam.beam.MessageCoder;
import io.github.simclrbeam.beam.PlanShards;
import io.github.simclrbeam.beam.ShardCount;
import io.github.simclrbeam.beam.ShardPlan;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * The images of an input to a directory of embeddings, a row per image.
 *
 * <p>Images go by the hash of their id to the output's shards; only references cross the shuffle. A
 * task reads, prepares and embeds one shard's images in the order of their hashes, so that each
 * batch is a pure function of the input. The output is one element, the manifest, once it is
 * written.
 */
final class EmbedImages extends PTransform<PBegin, PCollection<EmbeddingManifest>> {
  private static final long serialVersionUID = 1;

  private final transient InputSettings input;
  private final ShardCount shards;
  private final FeatureSpec spec;
  private final FinishEmbeddings finish;

  /**
   * @param input what the user says about it
   * @param shards how many
   */
  EmbedImages(InputSettings input, ShardCount shards, FeatureSpec spec, FinishEmbeddings finish) {
    this.input = input;
    this.shards = shards;
    this.spec = spec;
    this.finish = finish;
  }

  @Override
  public PCollection<EmbeddingManifest> expand(PBegin begin) {
    PCollectionTuple found =
        begin.apply("Find", ListImages.of(input, finish.destination().temporaryDirectory()));
    PCollection<ImageReference> images = found.get(ListImages.IMAGES);
    PCollectionView<List<String>> labelNames =
        found.get(ListImages.LABEL_NAMES).apply("LabelNames", View.asSingleton());
    PCollectionView<ShardPlan> plan =
        images.apply("Plan", PlanShards.of(ImagesInOrder.ORDER_SEED, shards));
    PCollectionView<Long> expected =
        found
            .get(ListImages.LABEL_NAMES)
            .apply("Count", ParDo.of(new CountFn(plan)).withSideInputs(plan))
            .apply("Expected", View.asSingleton());
    PCollectionTuple made =
        images
            .apply("Assign", ParDo.of(new AssignFn(plan)).withSideInputs(plan))
            .setCoder(KvCoder.of(VarIntCoder.of(), MessageCoder.of(ImageReference.class)))
            .apply("Group", GroupByKey.create())
            .apply(
                "Embed",
                ParDo.of(new EmbedFn(spec, input.decode(), finish.destination()))
                    .withOutputTags(FinishEmbeddings.FILES, FinishEmbeddings.ASIDE));
    return finish.after(made, labelNames, expected);
  }

  static final class CountFn extends DoFn<List<String>, Long> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<ShardPlan> plan;

    CountFn(PCollectionView<ShardPlan> plan) {
      this.plan = plan;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      context.output(context.sideInput(plan).images());
    }
  }

  static final class AssignFn extends DoFn<ImageReference, KV<Integer, ImageReference>> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<ShardPlan> plan;
    private transient ImageOrder order;

    AssignFn(PCollectionView<ShardPlan> plan) {
      this.plan = plan;
    }

    @Setup
    public void setup() {
      order = new ImageOrder(ImagesInOrder.ORDER_SEED);
    }

    @ProcessElement
    public void process(ProcessContext context) {
      ImageReference image = context.element();
      ShardPlan shards = context.sideInput(plan);
      int shard = shards.shardOf(shards.chunkOf(order.hash(image.getId())));
      context.output(KV.of(shard, image));
    }
  }

  static final class EmbedFn extends DoFn<KV<Integer, Iterable<ImageReference>>, EmbeddingFile> {
    private static final long serialVersionUID = 1;

    private final FeatureSpec spec;
    private final DecodeSettings decode;
    private final EmbeddingDestination destination;
    private transient EmbedShard embedShard;
    private transient ImagesInOrder images;

    EmbedFn(FeatureSpec spec, DecodeSettings decode, EmbeddingDestination destination) {
      this.spec = spec;
      this.decode = decode;
      this.destination = destination;
    }

    @Setup
    public void setup() throws IOException {
      images = new ImagesInOrder(spec.preprocessing(), decode);
      embedShard = new EmbedShard(spec, destination, Features.of(spec));
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<ImageReference>> shard, MultiOutputReceiver out)
        throws IOException {
      out.get(FinishEmbeddings.FILES)
          .output(
              embedShard.write(
                  shard.getKey(),
                  images.of(shard.getValue()),
                  out.get(FinishEmbeddings.DEAD_LETTERS)::output,
                  out.get(FinishEmbeddings.WARNINGS)::output));
    }

    @Teardown
    public void teardown() throws IOException {
      if (images != null) {
        images.close();
        images = null;
      }
      if (embedShard != null) {
        embedShard.close();
        embedShard = null;
      }
    }
  }
}
