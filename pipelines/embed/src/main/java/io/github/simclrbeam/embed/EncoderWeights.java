package io.github.simclrbeam.embed;

import io.github.simclrbeam.encoder.FrozenEncoder;
import io.github.simclrbeam.encoder.PretrainedEncoder;
import io.github.simclrbeam.encoder.WeightsFile;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.EncoderArchitecture;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/** Where an encoder's numbers are from. Equal ones give equal numbers, in every process. */
sealed interface EncoderWeights extends Serializable {
  /** Pixels need none. */
  EncoderWeights NONE = new None();

  /**
   * Returns the encoder that a spec with these weights describes; the caller closes it.
   *
   * @throws IOException if the weights cannot be read or are not those that were planned with
   */
  FrozenEncoder load(FeatureSpec spec) throws IOException;

  /** Returns the options that tell these weights from others, by name. */
  Map<String, String> identity();

  /** Writes into a manifest where the rows' numbers are from. */
  void describe(EmbeddingManifest.Builder manifest);

  /**
   * A checkpoint's.
   *
   * @param directory of the checkpoint
   * @param step optimizer steps done
   * @param encoderDigest SHA-256, hex, that its encoder must have
   */
  record OfCheckpoint(String directory, long step, String encoderDigest) implements EncoderWeights {
    @Override
    public FrozenEncoder load(FeatureSpec spec) throws IOException {
      FrozenEncoder model = FrozenEncoder.load(directory, spec.batchSize(), spec.devices());
      String digest = model.digest();
      if (!digest.equals(encoderDigest)) {
        model.close();
        throw new IOException(
            "the encoder's digest must be %s, but was: %s (%s); was the checkpoint replaced?"
                .formatted(encoderDigest, digest, directory));
      }
      return model;
    }

    @Override
    public Map<String, String> identity() {
      return Map.of("encoderDigest", encoderDigest);
    }

    @Override
    public void describe(EmbeddingManifest.Builder manifest) {
      manifest.setCheckpointStep(step);
    }
  }

  /**
   * Those of a file from elsewhere.
   *
   * @param uri of a safetensors file
   * @param digest SHA-256, hex, that it must have
   */
  record OfFile(String uri, String digest) implements EncoderWeights {
    @Override
    public FrozenEncoder load(FeatureSpec spec) throws IOException {
      WeightsFile file = WeightsFile.read(uri);
      if (!file.digest().equals(digest)) {
        throw new IOException(
            "SHA-256 must be %s, but was: %s (%s); was the file of weights replaced?"
                .formatted(digest, file.digest(), uri));
      }
      return FrozenEncoder.pretrained(
          fit(file, spec.encoder()), spec.preprocessing(), spec.batchSize(), spec.devices());
    }

    /**
     * Returns what a file holds for an encoder; one of gray images has colour weights added up, as
     * in training.
     *
     * @throws IOException if it does not fit
     */
    static PretrainedEncoder fit(WeightsFile file, EncoderArchitecture encoder) throws IOException {
      return PretrainedEncoder.of(file, encoder, encoder.getChannels() == 1);
    }

    /** What the file holds decides, not where it lies. */
    @Override
    public Map<String, String> identity() {
      return Map.of("weights", digest);
    }

    @Override
    public void describe(EmbeddingManifest.Builder manifest) {
      manifest.setWeights(uri).setWeightsDigest(digest);
    }
  }

  /** Initial ones, which follow from a seed. */
  record OfSeed(long seed) implements EncoderWeights {
    @Override
    public FrozenEncoder load(FeatureSpec spec) {
      return FrozenEncoder.untrained(
          spec.encoder(), spec.preprocessing(), seed, spec.batchSize(), spec.devices());
    }

    @Override
    public Map<String, String> identity() {
      return Map.of("seed", Long.toString(seed));
    }

    @Override
    public void describe(EmbeddingManifest.Builder manifest) {
      manifest.setSeed(seed);
    }
  }

  /** See {@link #NONE}. */
  record None() implements EncoderWeights {
    @Override
    public FrozenEncoder load(FeatureSpec spec) {
      throw new IllegalStateException("pixels have no encoder");
    }

    @Override
    public Map<String, String> identity() {
      return Map.of();
    }

    @Override
    public void describe(EmbeddingManifest.Builder manifest) {}
  }
}
