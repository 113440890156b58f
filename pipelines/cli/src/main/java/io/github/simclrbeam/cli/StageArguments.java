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
 * stages declare goes to each, but {@code --batchSize} is training's; what none declares is for the
 * runner or the file systems, and goes to all.
 *
 * @param passed what none declares
 */
record StageArguments(
    List<String> run,
    List<String> views,
    List<String> train,
    List<String> embed,
    List<String> passed) {
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
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = (equals < 0 ? argument : argument.substring(0, equals)).replaceFirst("--", "");
      boolean ofRun = runNames.contains(name);
      boolean ofStage =
          viewsNames.contains(name) || trainNames.contains(name) || embedNames.contains(name);
      boolean passed = !ofRun && !ofStage;
      if (passed) {
        dealt.passed.add(argument);
      }
      if (ofRun || passed) {
        dealt.run.add(argument);
      }
      if (viewsNames.contains(name) || passed) {
        dealt.views.add(argument);
      }
      if (trainNames.contains(name) || passed) {
        dealt.train.add(argument);
      }
      if (embedNames.contains(name) || passed) {
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
