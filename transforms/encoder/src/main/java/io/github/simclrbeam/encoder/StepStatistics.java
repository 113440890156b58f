package io.github.simclrbeam.encoder;

/**
 * Figures of a step that show whether it goes well.
 *
 * @param gradientNorm Euclidean length of the loss's gradient with respect to all weights, without
 *     weight decay
 * @param projectionDeviation of the projections, each divided by its length: the standard deviation
 *     over the rows, mean over the columns. 0 where all rows are equal (collapse), about 1 /
 *     sqrt(columns) where directions are spread evenly (Chen &amp; He 2021)
 * @param top1 share of the views whose other view is the nearest of all others, in [0, 1]
 * @param top5 share of the views whose other view is among the five nearest, in [0, 1]
 */
public record StepStatistics(
    double gradientNorm, double projectionDeviation, double top1, double top5) {}
