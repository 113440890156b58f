package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.ShardCount;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.ShardManifest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * A run whose options are all right.
 *
 * @param input what the user says about it
 * @param views the manifest of view shards; empty when the input is images
 * @param images how many are embedded, unusable ones included; 0 when not known yet
 * @param shards how many files, at most
 * @param spec what a row is
 * @param destination of the rows
 * @param maxBadFraction largest share of images that may be bad, [0, 1]
 * @param identity every option that decides the output, by name
 * @param notes to say before the work starts
 */
record EmbedPlan(
    InputSettings input,
    Optional<ShardManifest> views,
    long images,
    ShardCount shards,
    FeatureSpec spec,
    EmbeddingDestination destination,
    double maxBadFraction,
    SortedMap<String, String> identity,
    List<String> notes) {

  /** Returns how many rows there will be when no image is bad. */
  long rows() {
    return views.map(manifest -> images * manifest.getViewsPerImage()).orElse(images);
  }

  /** Returns what a row is for: "image" or "view". */
  String row() {
    return views.isPresent() ? "view" : "image";
  }

  /** Returns the work as one step of a pipeline. */
  PTransform<PBegin, PCollection<EmbeddingManifest>> transform() {
    FinishEmbeddings finish = new FinishEmbeddings(destination, maxBadFraction, known());
    return views.isPresent()
        ? new EmbedViews(input.input(), views.get(), images, spec, finish)
        : new EmbedImages(input, shards, spec, finish);
  }

  private EmbeddingManifest known() {
    EmbeddingManifest.Builder known =
        EmbeddingManifest.newBuilder()
            .setDimension(spec.dimension())
            .setFeatures(spec.kind().toString())
            .setLayer(spec.layer())
            .setFormat(destination.format().toString())
            .setPreprocessing(spec.preprocessing())
            .setBatchSize(spec.batchSize())
            .setEngineThreads(spec.threads())
            .setRow(row());
    if (spec.kind() != FeatureKind.PIXELS) {
      known.setEncoder(spec.encoder());
    }
    spec.weights().describe(known);
    return known.build();
  }
}
