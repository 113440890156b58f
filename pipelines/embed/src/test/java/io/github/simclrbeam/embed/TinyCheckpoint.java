package io.github.simclrbeam.embed;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Interpolation;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Path;

/** A run directory with one checkpoint of a very small encoder: 8 x 8 images to 16 numbers. */
record TinyCheckpoint(String run, CheckpointState state) {
  static final int SIZE = 8;
  static final int DIMENSION = 16;
  static final long STEP = 12;

  static TinyCheckpoint write(Path run, int channels) throws IOException {
    return write(run, EncoderArchitectures.tiny(channels, 8, 8, DIMENSION), 3);
  }

  /** As the shorter form, of another encoder for images of 8 x 8. */
  static TinyCheckpoint write(Path run, EncoderArchitecture encoder, long seed) throws IOException {
    ProjectorArchitecture projector =
        ProjectorArchitecture.newBuilder()
            .setLayers(2)
            .setHidden(DIMENSION)
            .setOutput(4)
            .setBatchNorm(true)
            .build();
    TrainingConfiguration configuration =
        TrainingConfiguration.newBuilder()
            .setEncoder(encoder)
            .setProjector(projector)
            .setPreprocessing(
                Preprocessing.newBuilder()
                    .setImageSize(SIZE)
                    .setChannels(encoder.getChannels())
                    .setInterpolation(Interpolation.BILINEAR))
            .build();
    try (SimClrModel model = SimClrModel.create(encoder, projector, seed)) {
      String directory =
          Checkpoints.write(
              run.toString(),
              CheckpointState.newBuilder().setStep(STEP).setConfiguration(configuration).build(),
              model,
              Optimizer.sgd(model, 0.9, 0));
      return new TinyCheckpoint(run.toString(), Checkpoints.state(directory));
    }
  }

  /** Returns the checkpoint's file of the encoder's weights. */
  Path weights() throws IOException {
    return Path.of(Checkpoints.latest(run), "encoder.safetensors");
  }
}
