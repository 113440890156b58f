package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ProjectorArchitecture;

/** A model small enough for tests, and views for it. */
final class SmallModel {
  static final int SIZE = 8;
  static final EncoderArchitecture ENCODER = EncoderArchitectures.tiny(1, 8, 16, 24);
  static final ProjectorArchitecture PROJECTOR = Projectors.of(2, 8, 5, true);
  static final Preprocessing PREPROCESSING =
      Preprocessing.newBuilder().setImageSize(SIZE).setChannels(1).build();
  static final double TEMPERATURE = 0.2;

  private SmallModel() {}

  /** One thread: several would only wait for each other on tensors this small. */
  static SimClrModel create(long seed) {
    EngineThread.setThreads(1);
    return SimClrModel.create(ENCODER, PROJECTOR, seed);
  }

  static TrainingStep step(SimClrModel model, Optimizer optimizer) {
    return new TrainingStep(model, optimizer, PREPROCESSING, TEMPERATURE);
  }

  /** Returns views of that many pairs, from a seed: an image and a noisy copy. */
  static byte[] views(int pairs, long seed) {
    WeightRandom random = new WeightRandom(seed, "views");
    int image = SIZE * SIZE;
    byte[] views = new byte[2 * pairs * image];
    for (int i = 0; i < pairs * image; i++) {
      int value = (int) random.uniform(0, 236);
      views[i] = (byte) value;
      views[pairs * image + i] = (byte) (value + (int) random.uniform(0, 20));
    }
    return views;
  }
}
