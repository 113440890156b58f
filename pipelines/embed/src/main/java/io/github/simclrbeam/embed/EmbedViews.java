package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.Spread;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * View shards to a directory of embeddings, a row per view. A shard of views, which is in the order
 * of its images' hashes already, makes a shard of rows; nothing is shuffled. The output is one
 * element, the manifest, once it is written.
 */
final class EmbedViews extends PTransform<PBegin, PCollection<EmbeddingManifest>> {
  private static final long serialVersionUID = 1;

  private final String directory;
  private final ShardManifest views;
  private final long images;
  private final FeatureSpec spec;
  private final FinishEmbeddings finish;

  /**
   * @param directory of the view shards
   * @param views its manifest
   * @param images how many of its images to take
   */
  EmbedViews(
      String directory,
      ShardManifest views,
      long images,
      FeatureSpec spec,
      FinishEmbeddings finish) {
    this.directory = directory;
    this.views = views;
    this.images = images;
    this.spec = spec;
    this.finish = finish;
  }

  @Override
  public PCollection<EmbeddingManifest> expand(PBegin begin) {
    PCollectionView<List<String>> labelNames =
        begin
            .apply(
                "Names",
                Create.<List<String>>of(List.<List<String>>of(views.getLabelNamesList()))
                    .withCoder(ListCoder.of(StringUtf8Coder.of())))
            .apply("LabelNames", View.asSingleton());
    long rows = Math.min(images, views.getRecords()) * views.getViewsPerImage();
    PCollectionView<Long> expected =
        begin
            .apply("Count", Create.of(rows).withCoder(VarLongCoder.of()))
            .apply("Expected", View.asSingleton());
    List<Integer> shards = IntStream.range(0, views.getShardsCount()).boxed().toList();
    PCollectionTuple made =
        begin
            .apply("Shards", Create.of(shards).withCoder(VarIntCoder.of()))
            .apply("Spread", Spread.by(shard -> shard))
            .apply(
                "Embed",
                ParDo.of(new EmbedFn(directory, images, spec, finish.destination()))
                    .withOutputTags(FinishEmbeddings.FILES, FinishEmbeddings.ASIDE));
    return finish.after(made, labelNames, expected);
  }

  static final class EmbedFn extends DoFn<Integer, EmbeddingFile> {
    private static final long serialVersionUID = 1;

    private final String directory;
    private final long images;
    private final FeatureSpec spec;
    private final EmbeddingDestination destination;
    private transient EmbedShard embedShard;
    private transient ViewsInOrder views;

    EmbedFn(String directory, long images, FeatureSpec spec, EmbeddingDestination destination) {
      this.directory = directory;
      this.images = images;
      this.spec = spec;
      this.destination = destination;
    }

    @Setup
    public void setup() throws IOException {
      views = new ViewsInOrder(directory, images, spec.preprocessing());
      embedShard = new EmbedShard(spec, destination, Features.of(spec));
    }

    @ProcessElement
    public void process(@Element Integer shard, MultiOutputReceiver out) throws IOException {
      out.get(FinishEmbeddings.FILES)
          .output(
              embedShard.write(
                  shard,
                  views.of(shard),
                  out.get(FinishEmbeddings.DEAD_LETTERS)::output,
                  out.get(FinishEmbeddings.WARNINGS)::output));
    }

    @Teardown
    public void teardown() {
      if (embedShard != null) {
        embedShard.close();
        embedShard = null;
      }
    }
  }
}
