package io.github.simclrbeam.views;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.options.Problems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/**
 * What Dataflow bills for a batch job: {@code infra/dataflow/prices.json}, or a file of its shape.
 *
 * @param currency of the prices
 * @param region where they hold
 * @param date when they were looked up
 * @param source where
 * @param vcpuHour for a vCPU and hour
 * @param memoryGbHour for a GB of memory and hour
 * @param diskGbHour for a GB of disk and hour
 * @param shuffleGb for a GB that is shuffled
 * @param workers what a worker is like
 * @param memoryGbPerVcpu by machine type without its number of vCPUs
 */
record Prices(
    String currency,
    String region,
    String date,
    String source,
    Price vcpuHour,
    Price memoryGbHour,
    Price diskGbHour,
    Price shuffleGb,
    Workers workers,
    Map<String, Double> memoryGbPerVcpu) {
  private static final String OPTION = "prices";

  /**
   * One price.
   *
   * @param price in the currency, >= 0
   */
  record Price(double price) {}

  /**
   * What a worker is like.
   *
   * @param diskGb of each
   * @param startSeconds that are billed before it works
   * @param coreShareOfVcpu what a vCPU does of what a core does alone, in (0, 1]
   */
  record Workers(double diskGb, double startSeconds, double coreShareOfVcpu) {}

  /** Reads the file; notes if it is none. */
  static Optional<Prices> read(String file, Problems problems) throws IOException {
    try {
      Prices prices = new Gson().fromJson(StoredFile.readText(file), Prices.class);
      String missing = prices == null ? "everything" : prices.missing();
      if (missing.isEmpty()) {
        return Optional.of(prices);
      }
      problems.note(
          OPTION, file + " must be like infra/dataflow/prices.json, but lacks " + missing);
    } catch (JsonParseException e) {
      problems.note(OPTION, file + " is no table of prices: " + firstLine(e));
    } catch (FileNotFoundException | NoSuchFileException e) {
      problems.add(OPTION, file, "must be a file of prices like infra/dataflow/prices.json");
    }
    return Optional.empty();
  }

  private static String firstLine(JsonParseException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private String missing() {
    if (currency == null || region == null || date == null || source == null) {
      return "currency, region, date or source";
    }
    if (vcpuHour == null || memoryGbHour == null || diskGbHour == null || shuffleGb == null) {
      return "vcpuHour, memoryGbHour, diskGbHour or shuffleGb";
    }
    if (workers == null || !(workers.coreShareOfVcpu() > 0) || memoryGbPerVcpu == null) {
      return "workers or memoryGbPerVcpu";
    }
    return "";
  }
}
