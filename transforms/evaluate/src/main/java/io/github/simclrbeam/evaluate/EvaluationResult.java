package io.github.simclrbeam.evaluate;

import static java.util.Objects.requireNonNull;

import io.github.simclrbeam.proto.EvaluationCard;
import java.util.List;

/**
 * The card and what a report shows beyond it.
 *
 * @param card the figures; its label names are what every label here points into
 * @param predictions the linear probe's answer for each labelled test image, in the order of the
 *     table; empty without a probe
 * @param map the 2-D map of the embeddings, of test when there is one, otherwise of train
 * @param mapMethod how the map was made, in words for its caption
 * @param neighbours some images with their nearest train images
 */
public record EvaluationResult(
    EvaluationCard card,
    List<TestPrediction> predictions,
    List<MapPoint> map,
    String mapMethod,
    List<ImageNeighbours> neighbours) {
  /** Checks that nothing is null and copies the lists. */
  public EvaluationResult {
    requireNonNull(card, "card");
    requireNonNull(mapMethod, "mapMethod");
    predictions = List.copyOf(predictions);
    map = List.copyOf(map);
    neighbours = List.copyOf(neighbours);
  }
}
