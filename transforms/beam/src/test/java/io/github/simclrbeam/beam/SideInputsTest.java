package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.shards.Verification;
import io.github.simclrbeam.sources.SourceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No step may wait for an empty side input: {@link AtLeastOne} says why. */
final class SideInputsTest {
  private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} images, stored as {1}, run {2} times")
  @CsvSource({"0,RAW,1", "0,PNG,1", "5,RAW,1", "5,PNG,1", "5,JPEG,2", "0,PNG,2"})
  void everySideInputHoldsSomething(int images, ViewEncoding encoding, int runs) throws Exception {
    Path input = Files.createDirectories(directory.resolve("in"));
    TestImages.folder(input, images);
    for (int run = 0; run < runs; run++) {
      SEEN.clear();
      Pipeline pipeline = views(input, encoding);
      TreeMap<String, PCollection<?>> sideInputs = sideInputs(pipeline);
      sideInputs.forEach((name, values) -> values.apply("See " + name, see(name)));
      pipeline.run().waitUntilFinish();
      assertThat(sideInputs).hasSizeGreaterThan(10);
      assertThat(SEEN).isEqualTo(sideInputs.keySet());
    }
    assertThat(Verification.verify(directory.resolve("out").toString())).isEmpty();
  }

  private Pipeline views(Path input, ViewEncoding encoding) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    InputSettings settings =
        new InputSettings(
            input.toString(), SourceSettings.DEFAULT, DecodeSettings.DEFAULT, Optional.empty());
    PCollectionTuple found =
        pipeline.apply(ListImages.of(settings, directory.resolve("out/.tmp").toString()));
    PCollectionView<List<String>> names =
        found.get(ListImages.LABEL_NAMES).apply(View.asSingleton());
    ViewSettings views =
        new ViewSettings(
            RecipeMessages.toMessage(Recipes.named("simclr-cifar10")), 8, 3, 2, 0, encoding, 1);
    found
        .get(ListImages.IMAGES)
        .apply(
            MakeViewShards.of(
                views,
                DecodeSettings.DEFAULT,
                ShardSizing.of(0, views.bytesPerImage(), ShardSizing.DEFAULT_SHARD_BYTES),
                new ShardDestination(directory.resolve("out").toString(), "x", "train"),
                0.5,
                names));
    return pipeline;
  }

  /** What the steps of a pipeline, Beam's own included, take beside their elements. */
  private static TreeMap<String, PCollection<?>> sideInputs(Pipeline pipeline) {
    TreeMap<String, PCollection<?>> found = new TreeMap<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> step) {
              List<PCollectionView<?>> views = new ArrayList<>(step.getSideInputs().values());
              for (int i = 0; i < views.size(); i++) {
                found.put(node.getFullName() + " " + i, views.get(i).getPCollection());
              }
            }
          }
        });
    return found;
  }

  private static <T> ParDo.SingleOutput<T, Void> see(String name) {
    return ParDo.of(new SeeFn<T>(name));
  }

  private static final class SeeFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1;

    private final String name;

    SeeFn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void process() {
      SEEN.add(name);
    }
  }
}
