package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder for images of clothes, and what its checkpoint would say. BatchNorm's tensors are
 * random, so that none can stand for another.
 */
record ExportFixture(CheckpointState state, Map<String, TensorData> tensors) {
  private static final List<Double> MEAN = List.of(0.285, 0.25, 0.4);
  private static final List<Double> STD = List.of(0.353, 0.5, 0.2);

  static ExportFixture tiny(int channels) {
    return of(EncoderArchitectures.tiny(channels, 8, 16, 24));
  }

  static ExportFixture of(EncoderArchitecture encoder) {
    EngineThread.setThreads(1);
    int channels = encoder.getChannels();
    Preprocessing preprocessing =
        Preprocessing.newBuilder()
            .setImageSize(Clothes.SIZE)
            .setChannels(channels)
            .addAllMean(MEAN.subList(0, channels))
            .addAllStd(STD.subList(0, channels))
            .build();
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    try (FrozenEncoder untrained = FrozenEncoder.untrained(encoder, preprocessing, 1, 1)) {
      for (TensorData tensor : untrained.tensors().export()) {
        tensors.put(tensor.name(), tensor.shape().length == 1 ? random(tensor) : tensor);
      }
    }
    CheckpointState.Builder state =
        CheckpointState.newBuilder()
            .setStep(585)
            .setEncoderDigest(ModelDigest.of(List.copyOf(tensors.values())));
    TrainingConfiguration.Builder configuration = state.getConfigurationBuilder();
    configuration.setRecipe("fashion-mnist").setEncoder(encoder).setPreprocessing(preprocessing);
    return new ExportFixture(state.build(), tensors);
  }

  /** Returns this with other preprocessing. */
  ExportFixture with(Preprocessing preprocessing) {
    CheckpointState.Builder other = state.toBuilder();
    other.getConfigurationBuilder().setPreprocessing(preprocessing);
    return new ExportFixture(other.build(), tensors);
  }

  EncoderArchitecture architecture() {
    return state.getConfiguration().getEncoder();
  }

  Preprocessing preprocessing() {
    return state.getConfiguration().getPreprocessing();
  }

  EncoderExport export() {
    return new EncoderExport("step-585", state, tensors);
  }

  /** Returns h of images, as our own embedding gives it. */
  float[][] embed(byte[] images, int count) throws IOException {
    try (FrozenEncoder encoder =
            FrozenEncoder.untrained(architecture(), preprocessing(), 0, count);
        FrozenEncoder.Session session = encoder.session()) {
      encoder.tensors().restore(tensors, "test");
      return session.embed(images, count);
    }
  }

  private static TensorData random(TensorData tensor) {
    WeightRandom random = new WeightRandom(1, tensor.name());
    boolean aroundOne = tensor.name().endsWith("weight") || tensor.name().endsWith("var");
    float[] values = new float[(int) tensor.shape()[0]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.uniform(-0.4, 0.4) + (aroundOne ? 1 : 0));
    }
    return TensorData.of(tensor.name(), tensor.shape(), values);
  }
}
