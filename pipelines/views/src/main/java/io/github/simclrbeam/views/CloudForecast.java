package io.github.simclrbeam.views;

/**
 * What a run takes on Dataflow, and what that costs.
 *
 * @param workers how many
 * @param machine each of them
 * @param wallSeconds from the start of the workers to the end
 * @param vcpuHours of all workers
 * @param memoryGbHours of all workers
 * @param diskGbHours of all workers
 * @param shuffleGb that cross the shuffle: references, written and read
 * @param cost of all of it in the currency of the prices
 */
record CloudForecast(
    int workers,
    MachineType machine,
    double wallSeconds,
    double vcpuHours,
    double memoryGbHours,
    double diskGbHours,
    double shuffleGb,
    double cost) {
  private static final double HOUR = 3600;
  private static final double GB = 1e9;

  /** An image's reference is redistributed after it was listed, and grouped into its chunk. */
  private static final int SHUFFLES = 2;

  /** Each is written and read. */
  private static final int WAYS = 2;

  /**
   * Returns the forecast: every worker is there from start to end, and works at its share of a core
   * like this machine's.
   *
   * @param referenceBytes mean size of an image's reference
   */
  static CloudForecast of(
      Forecast forecast, double referenceBytes, int workers, MachineType machine, Prices prices) {
    int vcpus = workers * machine.vcpus();
    double share = prices.workers().coreShareOfVcpu();
    double atOnce = Math.max(1, Math.min(vcpus, forecast.chunks()));
    double seconds =
        prices.workers().startSeconds()
            + (forecast.beam().startCpuSeconds() + forecast.warmUpSeconds())
                / machine.vcpus()
                / share
            + forecast.workSeconds() / atOnce / share;
    double hours = seconds / HOUR;
    double vcpuHours = vcpus * hours;
    double memoryGbHours = workers * machine.memoryGb() * hours;
    double diskGbHours = workers * prices.workers().diskGb() * hours;
    double shuffleGb = SHUFFLES * WAYS * forecast.images() * referenceBytes / GB;
    return new CloudForecast(
        workers,
        machine,
        seconds,
        vcpuHours,
        memoryGbHours,
        diskGbHours,
        shuffleGb,
        vcpuHours * prices.vcpuHour().price()
            + memoryGbHours * prices.memoryGbHour().price()
            + diskGbHours * prices.diskGbHour().price()
            + shuffleGb * prices.shuffleGb().price());
  }
}
