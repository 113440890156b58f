package io.github.simclrbeam.train;

import io.github.simclrbeam.evaluate.FeatureTable;
import io.github.simclrbeam.events.EmbeddingProjector;
import io.github.simclrbeam.files.Disk;
import java.io.IOException;
import java.util.Optional;

/**
 * One look at an encoder.
 *
 * @param result its figures
 * @param rows the features of each image's first view
 */
record MonitorLook(MonitorResult result, FeatureTable rows) {
  /**
   * Writes the files of the embedding projector, if the features can be drawn: all are finite.
   *
   * @param views those that were looked with
   * @param directory of the run's events
   * @param disk where it is, if it is local
   */
  void writeProjector(MonitorViews views, String directory, Disk disk) throws IOException {
    if (result.figures().isEmpty()) {
      return;
    }
    float[][] features = new float[rows.size()][];
    for (int image = 0; image < features.length; image++) {
      features[image] = rows.row(image);
    }
    new EmbeddingProjector(views.ids(), views.labelNames(), features, Optional.of(views.sprite()))
        .write(directory, disk);
  }
}
