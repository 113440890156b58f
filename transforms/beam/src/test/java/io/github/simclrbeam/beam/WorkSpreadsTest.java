package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PValue;
import org.junit.jupiter.api.Test;

/**
 * Where work is dealt out anew. Runners fuse a step with the one before it when nothing is shuffled
 * between them: what follows the one element of a {@code Create} would be one worker's alone.
 */
final class WorkSpreadsTest {
  @Test
  void listingReadingAndJoiningAreEachDealtOutAnew() {
    Map<String, String> shuffles = lastShuffles(views());
    String open = shuffles.get("ListImages/Open");
    String list = shuffles.get("ListImages/List/ParMultiDo(List)");
    String makeViews = shuffles.get("MakeViewShards/MakeViews");
    String join = shuffles.get("MakeViewShards/Join/ParMultiDo(Join)");
    assertThat(open).isEmpty();
    assertThat(List.of(list, makeViews, join)).doesNotContain("").doesNotHaveDuplicates();
    assertThat(list).startsWith("ListImages/SideBySide/");
    assertThat(makeViews).isEqualTo("MakeViewShards/Chunks/Group");
    assertThat(join).isEqualTo("MakeViewShards/Shards");
  }

  private static Pipeline views() {
    Pipeline pipeline = ShardRun.pipeline(1);
    PCollectionTuple found =
        pipeline.apply(ListImages.of(ShardRun.input(Path.of("unused")), "unused"));
    PCollectionView<List<String>> names =
        found.get(ListImages.LABEL_NAMES).apply(View.asSingleton());
    found
        .get(ListImages.IMAGES)
        .apply(ShardRun.shards(Path.of("unused"), "one", ShardRun.settings(1), 1, names));
    return pipeline;
  }

  /** Returns, for each step, the last shuffle before it, or nothing where there is none. */
  private static Map<String, String> lastShuffles(Pipeline pipeline) {
    Map<PValue, String> before = new HashMap<>();
    Map<String, String> ofSteps = new TreeMap<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            String shuffle =
                node.getTransform() instanceof GroupByKey<?, ?>
                    ? node.getFullName()
                    : shuffleOf(mainInputs(node));
            node.getOutputs().values().forEach(output -> before.put(output, shuffle));
            ofSteps.put(node.getFullName(), shuffle);
          }

          private String shuffleOf(List<PCollection<?>> inputs) {
            // Of a flattened step any input tells: it is asked about none here.
            return inputs.isEmpty() ? "" : before.get(inputs.get(0));
          }
        });
    return ofSteps;
  }

  private static List<PCollection<?>> mainInputs(TransformHierarchy.Node node) {
    List<PCollection<?>> inputs = new ArrayList<>(node.getInputs().values());
    if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> step) {
      step.getSideInputs().values().forEach(view -> inputs.remove(view.getPCollection()));
    }
    return inputs;
  }
}
