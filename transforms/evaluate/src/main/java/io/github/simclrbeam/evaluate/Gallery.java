package io.github.simclrbeam.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a report draws: the map of embeddings, and some images with their nearest train images. Test
 * is shown when there is one.
 */
final class Gallery {
  private final FeatureTable train;
  private final int[] trainClasses;
  private final Optional<FeatureTable> test;
  private final int[] shownClasses;
  private final EvaluationSettings settings;

  Gallery(EvaluationInput input, ProbeTask task) {
    this.train = input.train().table();
    this.trainClasses = task.trainClasses();
    this.test = input.test().map(FeatureSet::table).filter(table -> table.size() > 0);
    this.shownClasses = test.isPresent() ? task.testClasses() : trainClasses;
    this.settings = input.settings();
  }

  private FeatureTable shown() {
    return test.orElse(train);
  }

  /** The places of a seeded choice of images. */
  List<MapPoint> map() {
    int[] chosen =
        SeededOrder.choose(
            shown().size(), settings.mapRows(), new SplittableRandom(settings.seed()));
    double[][] places = Projection2d.neighbours(shown().select(chosen));
    List<MapPoint> points = new ArrayList<>(chosen.length);
    for (int i = 0; i < chosen.length; i++) {
      points.add(
          new MapPoint(shown().id(chosen[i]), places[i][0], places[i][1], shownClasses[chosen[i]]));
    }
    return points;
  }

  String mapMethod() {
    return Projection2d.method(Math.min(shown().size(), settings.mapRows()));
  }

  /**
   * The nearest train images of a seeded choice of images, one of each class before a second of
   * any.
   */
  List<ImageNeighbours> neighbours() {
    int[] queries = queries();
    if (queries.length == 0 || (test.isEmpty() && train.size() < 2)) {
      return List.of();
    }
    Standardization standardization = Standardization.fit(train);
    // One more than shown: without a test set an image finds itself first, or an equal image in its
    // place.
    int wanted = settings.neighboursPerQuery() + (test.isEmpty() ? 1 : 0);
    try (UnitRows bank = UnitRows.of(train, standardization);
        UnitRows rows = UnitRows.of(shown().select(queries), standardization)) {
      NearestNeighbours nearest = NearestNeighbours.search(rows, bank, wanted);
      List<ImageNeighbours> found = new ArrayList<>(queries.length);
      for (int i = 0; i < queries.length; i++) {
        int self = test.isEmpty() ? queries[i] : -1;
        found.add(
            new ImageNeighbours(
                shown().id(queries[i]),
                shownClasses[queries[i]],
                list(nearest.indices()[i], nearest.similarities()[i], self)));
      }
      return found;
    }
  }

  private List<Neighbour> list(int[] indices, float[] similarities, int self) {
    List<Neighbour> list = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length && list.size() < settings.neighboursPerQuery(); i++) {
      if (indices[i] != self) {
        double cosine = Math.max(-1, Math.min(1, similarities[i]));
        list.add(new Neighbour(train.id(indices[i]), cosine, trainClasses[indices[i]]));
      }
    }
    return list;
  }

  private int[] queries() {
    int[] order = SeededOrder.indices(shown().size());
    SeededOrder.shuffle(order, new SplittableRandom(settings.seed()));
    List<Integer> queries = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    for (int row : order) {
      left.add(row);
    }
    while (queries.size() < settings.queries() && !left.isEmpty()) {
      Set<Integer> classes = new HashSet<>();
      List<Integer> later = new ArrayList<>();
      for (int row : left) {
        boolean taken =
            queries.size() < settings.queries()
                && (shownClasses[row] < 0 || classes.add(shownClasses[row]));
        (taken ? queries : later).add(row);
      }
      left = later;
    }
    return queries.stream().mapToInt(Integer::intValue).toArray();
  }
}
