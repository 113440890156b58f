package io.github.simclrbeam.evaluate;

/** A smooth function of many parameters, to be minimized. */
interface Objective {
  /** Parameters. */
  int size();

  /** The value at a point; overwrites {@code gradient} with the gradient there. */
  double evaluate(double[] point, double[] gradient);
}
