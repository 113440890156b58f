package io.github.simclrbeam.encoder;

import java.util.List;

/**
 * A rate that is multiplied by a factor at each milestone, as torch.optim.lr_scheduler.MultiStepLR.
 *
 * @param milestones steps of the run, from 0; the factor holds from them on
 * @param factor in (0, 1]
 */
record StepDecay(List<Long> milestones, double factor) implements RateDecay {
  StepDecay {
    SettingsProblems problems = new SettingsProblems();
    problems.require(factor > 0 && factor <= 1, "factor", "in (0, 1]", factor);
    for (long milestone : milestones) {
      problems.require(milestone >= 0, "a milestone", "a step of at least 0", milestone);
    }
    problems.throwIfAny();
    milestones = List.copyOf(milestones);
  }

  @Override
  public double shareAt(long step, Span span) {
    double share = 1;
    for (long milestone : milestones) {
      share *= step >= milestone ? factor : 1;
    }
    return share;
  }
}
