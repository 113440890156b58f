package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.Duplicates;
import io.github.simclrbeam.beam.ImageSample;
import io.github.simclrbeam.beam.InputOptions;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.MeasureRecord;
import io.github.simclrbeam.beam.ShardSizing;
import io.github.simclrbeam.beam.StoredSets;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageOutput;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.sources.ImageSource;
import java.io.IOException;
import java.util.Optional;

/** What a run of views would make and take; makes nothing. */
public final class PlanStage {
  private static final int SAMPLE = 400;
  private static final double SECONDS = 8;
  private static final String PRICES = "infra/dataflow/prices.json";

  private PlanStage() {}

  /**
   * Returns the plan, as the options want it printed.
   *
   * @param problems what reading the options found already; told together with what is found here
   * @throws io.github.simclrbeam.options.InvalidOptionsException if the options cannot be used; the
   *     same are as of views
   */
  public static String run(PlanOptions options, Problems problems) throws IOException {
    return run(options, problems, SECONDS);
  }

  /**
   * As the public form.
   *
   * @param seconds of the processor to spend on measuring
   */
  static String run(PlanOptions options, Problems problems, double seconds) throws IOException {
    Optional<ExtendedViews> extended = ExtendedViews.of(options, problems);
    Optional<Prices> prices = prices(options, problems);
    Optional<MachineType> machine =
        prices.flatMap(p -> MachineType.named(options.getMachineType(), p, problems));
    if (options.getInput() == null) {
      problems.note("input", "is missing: " + InputOptions.INPUT);
      StageOutput.check(options.getOutput(), problems);
      problems.throwIfAny();
    }
    InputSettings input = InputSettings.of(options, ViewsPlan.split(options), problems);
    Optional<ImageSource> source = ViewsInput.open(options, input, problems);
    ViewsPlan plan =
        ViewsPlan.of(options, input, source.orElse(ImageSource.none()), extended, problems);
    StageOutput.check(options.getOutput(), problems);
    if (plan.duplicates() == Duplicates.DROP) {
      problems.add(
          "deduplicate", "drop", "must be none or list: a plan does not look for identical images");
    }
    problems.throwIfAny();
    ImageSample sample = sample(options, input, source.orElseThrow(), plan);
    BeamCost beam = Rehearsal.run(options);
    Measurement measurement;
    try (MeasureRecord measure = MeasureRecord.with(plan.settings(), input.decode())) {
      measurement = MeasureSample.of(sample.first(), measure, seconds);
    }
    Forecast forecast = forecast(plan, previousShards(options, plan), sample, measurement, beam);
    Optional<CloudForecast> cloud =
        machine.map(
            type ->
                CloudForecast.of(
                    forecast,
                    sample.referenceBytes(),
                    options.getWorkers(),
                    type,
                    prices.orElseThrow()));
    int cores = Runtime.getRuntime().availableProcessors();
    PlanReport report = new PlanReport(forecast, measurement, cores, prices, cloud);
    if (options.getSave() != null) {
      StoredFile.writeAtomically(options.getSave(), report.json());
    }
    return options.getJson() ? report.json() : report.table();
  }

  private static ImageSample sample(
      PlanOptions options, InputSettings input, ImageSource source, ViewsPlan plan)
      throws IOException {
    ViewsInput.announce(source, plan);
    ImageSample sample = ImageSample.of(source, input, options.getSeed(), SAMPLE);
    Progress.say("%,d images found; making views of some of them".formatted(sample.images()));
    return sample;
  }

  /** A rerun keeps to the number of shards that stands in the output. */
  private static int previousShards(PlanOptions options, ViewsPlan plan) throws IOException {
    return options.getOutput() == null || options.getOverwrite()
        ? 0
        : StoredSets.manifest(plan.destination()).map(ShardManifest::getPlannedShards).orElse(0);
  }

  private static Forecast forecast(
      ViewsPlan plan,
      int previousShards,
      ImageSample sample,
      Measurement measurement,
      BeamCost beam) {
    ShardSizing sizing = plan.sizing().withPreviousShards(previousShards);
    if (sizing.isMeasured(plan.settings().encoding())) {
      sizing = sizing.measured(measurement.firstMeanBytes());
    }
    int shards = sizing.shardsFor(sample.images());
    int chunks = shards * ShardSizing.chunksPerShard(sample.images(), shards);
    return Forecast.of(
        sample.images(),
        sample.exact(),
        shards,
        chunks,
        plan.settings().viewsPerImage(),
        measurement,
        beam);
  }

  private static Optional<Prices> prices(PlanOptions options, Problems problems)
      throws IOException {
    if (options.getPrices() != null) {
      return Prices.read(options.getPrices(), problems);
    }
    String home = System.getProperty("simclrbeam.home");
    return home == null ? Optional.empty() : Prices.read(Uris.resolve(home, PRICES), problems);
  }
}
