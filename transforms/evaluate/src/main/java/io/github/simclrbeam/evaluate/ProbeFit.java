package io.github.simclrbeam.evaluate;

/**
 * How the fit of a linear probe went.
 *
 * @param l2 the strength chosen
 * @param iterations of the final fit
 * @param converged whether the final fit's gradient is within its tolerance
 * @param slope the largest absolute component of that gradient
 * @param loss the objective at the end: mean loss over the train images plus the penalty
 */
record ProbeFit(double l2, int iterations, boolean converged, double slope, double loss) {
  static ProbeFit of(double l2, Lbfgs.Outcome outcome) {
    return new ProbeFit(
        l2, outcome.iterations(), outcome.converged(), outcome.slope(), outcome.value());
  }
}
