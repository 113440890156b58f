package io.github.simclrbeam.cli;

import io.github.simclrbeam.embed.EmbedOptions;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.train.TrainOptions;
import io.github.simclrbeam.views.ViewsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The arguments of a whole run, dealt out to the stages that declare them. A name that several
 * stages declare goes to each, but {@code --batchSize} is training's.
 */
record StageArguments(
    List<String> run, List<String> views, List<String> train, List<String> embed) {
  private static final Set<String> CHAIN =
      Set.of(
          "input",
          "output",
          "views",
          "checkpoint",
          "weights",
          "features",
          "overwrite",
          "config",
          "split",
          "testSplit");
  private static final Set<String> NOT_EMBEDS =
      Set.of(
          "batchSize",
          "seed",
          "shards",
          "imageSize",
          "channels",
          "recipe",
          "format",
          "maxImages",
          "encoder",
          "encoderWidth",
          "stem",
          "normalize");

  static StageArguments deal(List<String> arguments) {
    Set<String> runNames = OptionDescription.of(RunOptions.class).keySet();
    Set<String> viewsNames = names(ViewsOptions.class, Set.of());
    Set<String> trainNames = names(TrainOptions.class, Set.of());
    Set<String> embedNames = names(EmbedOptions.class, NOT_EMBEDS);
    StageArguments dealt =
        new StageArguments(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = (equals < 0 ? argument : argument.substring(0, equals)).replaceFirst("--", "");
      boolean ofRun = runNames.contains(name);
      boolean ofStage =
          viewsNames.contains(name) || trainNames.contains(name) || embedNames.contains(name);
      if (ofRun || !ofStage) {
        dealt.run.add(argument);
      }
      boolean ofRunner = !ofRun && !ofStage;
      if (viewsNames.contains(name) || ofRunner) {
        dealt.views.add(argument);
      }
      if (trainNames.contains(name)) {
        dealt.train.add(argument);
      }
      if (embedNames.contains(name) || ofRunner) {
        dealt.embed.add(argument);
      }
    }
    return dealt;
  }

  private static Set<String> names(Class<? extends PipelineOptions> options, Set<String> without) {
    Set<String> names = new java.util.TreeSet<>(OptionDescription.of(options).keySet());
    names.removeAll(CHAIN);
    names.removeAll(without);
    return names;
  }
}
