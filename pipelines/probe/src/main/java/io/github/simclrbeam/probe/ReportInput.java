package io.github.simclrbeam.probe;

import io.github.simclrbeam.evaluate.EvaluationResult;
import io.github.simclrbeam.proto.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a report shows.
 *
 * @param result the card, predictions, map and neighbours
 * @param train the images that the neighbours are among
 * @param test the images that the queries and the map are of; absent when those are train's
 * @param run the training run, if one was named
 * @param views the view shards, if they were named
 * @param stages the run.json of earlier stages, in the order of the flow
 * @param command the command line that makes this report again
 */
record ReportInput(
    EvaluationResult result,
    EmbeddedImages train,
    Optional<EmbeddedImages> test,
    Optional<TrainingRun> run,
    Optional<ViewRows> views,
    List<Stage> stages,
    String command) {

  /**
   * An earlier stage.
   *
   * @param directory of its output
   * @param record its run.json
   * @param ofBaseline whether only a baseline needs it
   */
  record Stage(String directory, RunRecord record, boolean ofBaseline) {}
}
