package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.DamagedCheckpointException;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.proto.CheckpointState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run goes on: at its latest checkpoint that is as it was written. Steps after an earlier
 * one are done again, to the same bits, so that falling back costs time and loses nothing; damaged
 * checkpoints are kept under another name, to be looked at. Where none is left training does not
 * start anew, for what is there may be all that there is.
 */
final class Resume {
  private Resume() {}

  /**
   * Takes weights and the optimizer's state from the checkpoint, if there is one.
   *
   * @return its state; that of no steps where there is no checkpoint
   * @throws StageFailedException if it is of another configuration, or all are damaged
   */
  static CheckpointState from(
      RunCheckpoints checkpoints, TrainingPlan plan, SimClrModel model, Optimizer optimizer)
      throws IOException {
    Map<String, String> damaged = new LinkedHashMap<>();
    for (String checkpoint : checkpoints.latestFirst()) {
      CheckpointState state;
      try {
        state = Checkpoints.load(checkpoint, model, optimizer);
      } catch (DamagedCheckpointException e) {
        damaged.put(checkpoint, e.getMessage());
        continue;
      }
      if (!state.getConfiguration().equals(plan.configuration())) {
        throw new StageFailedException(
            checkpoint + " is of another configuration than this run; --overwrite starts anew");
      }
      for (Map.Entry<String, String> one : damaged.entrySet()) {
        Progress.say(
            "%s is damaged: %s; left aside as %s, its steps since %s are done again"
                .formatted(
                    one.getKey(),
                    one.getValue(),
                    checkpoints.setAside(one.getKey()),
                    Uris.name(checkpoint)));
      }
      Progress.say(
          "going on after step %d of %d from %s"
              .formatted(state.getStep(), plan.totalSteps(), checkpoint));
      return state;
    }
    if (!damaged.isEmpty()) {
      throw new StageFailedException(
          "no checkpoint is whole: %s; --overwrite starts anew"
              .formatted(String.join("; ", damaged.values())));
    }
    return CheckpointState.getDefaultInstance();
  }
}
