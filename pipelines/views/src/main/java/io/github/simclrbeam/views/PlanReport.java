package io.github.simclrbeam.views;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.simclrbeam.beam.RecordCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A plan as a table and as JSON.
 *
 * @param forecast of the run
 * @param measurement that it rests on
 * @param cores of this machine
 * @param prices and
 * @param cloud what it takes on Dataflow; both empty without a file of prices
 */
record PlanReport(
    Forecast forecast,
    Measurement measurement,
    int cores,
    Optional<Prices> prices,
    Optional<CloudForecast> cloud) {
  private static final double MILLIS = 1e3;
  private static final double MEGABYTE = 1e6;
  private static final double HOUR = 3600;
  private static final double MINUTE = 60;

  /** Returns lines of a name, a figure and what it is. */
  String table() {
    List<String> lines = new ArrayList<>();
    Forecast f = forecast;
    RecordCost mean = measurement.mean();
    line(lines, "images", "%,d", f.images(), f.counted() ? "counted" : "expected of the share");
    line(lines, "records", "%,d", f.records(), records());
    line(lines, "shards", "%,d", f.shards(), f.counted() ? "as views will make them" : "expected");
    line(lines, "bytes", "%,.1f MB", f.bytes() / MEGABYTE, "of all shards");
    line(lines, "", "%,.1f MB", perShard() / MEGABYTE, "of a shard");
    line(lines, "", "%,d", mean.bytes(), "of a record");
    line(lines, "an image", "%,.3f ms", MILLIS * mean.seconds(), "of one core, of that");
    line(lines, "", "%,.3f ms", MILLIS * mean.readSeconds(), "reading and decoding");
    line(lines, "", "%,.3f ms", MILLIS * mean.augmentSeconds(), "making views");
    line(lines, "", "%,.3f ms", MILLIS * mean.encodeSeconds(), "encoding");
    line(lines, "core hours", "%,.3f", f.coreHours(), "of cores like this machine's");
    line(
        lines,
        "time here",
        "%s",
        time(f.wallSeconds(cores)),
        cores + " cores, nothing else running");
    cloud.ifPresentOrElse(
        c -> cloudLines(lines, c, prices.orElseThrow()),
        () -> line(lines, "Dataflow", "%s", "", "not known: name a file of prices by --prices"));
    return String.join("\n", lines) + "\n";
  }

  private static void cloudLines(List<String> lines, CloudForecast c, Prices prices) {
    line(
        lines,
        "Dataflow",
        "%s",
        time(c.wallSeconds()),
        "%,d workers of %s".formatted(c.workers(), c.machine().name()));
    line(lines, "", "%,.2f", c.vcpuHours(), "vCPU hours");
    line(lines, "", "%,.2f", c.memoryGbHours(), "GB hours of memory");
    line(lines, "", "%,.1f", c.diskGbHours(), "GB hours of disk");
    line(lines, "", "%,.4f", c.shuffleGb(), "GB of shuffle");
    line(
        lines,
        "cost",
        "%s",
        String.format(Locale.ROOT, "%,.2f %s", c.cost(), prices.currency()),
        "%s, prices of %s: check %s".formatted(prices.region(), prices.date(), prices.source()));
  }

  /** Returns the same with more digits; {@code predicted} has the names of run.json's figures. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(Predicted.FIELD, forecast.figures(cores));
    all.put("images", forecast.images());
    all.put("counted", forecast.counted());
    all.put("records", forecast.records());
    all.put("shards", forecast.shards());
    all.put("bytes", forecast.bytes());
    all.put("bytesPerShard", perShard());
    all.put("sampled", measurement.images());
    all.put("usable", measurement.costs().size());
    all.put("perImage", measurement.mean());
    all.put("warmUpSeconds", forecast.warmUpSeconds());
    all.put("coreHours", forecast.coreHours());
    all.put("cores", cores);
    all.put("wallSeconds", forecast.wallSeconds(cores));
    cloud.ifPresent(c -> all.put("dataflow", c));
    prices.ifPresent(p -> all.put("prices", p));
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return gson.toJson(all) + "\n";
  }

  private String records() {
    int bad = measurement.images() - measurement.costs().size();
    if (bad > 0) {
      return "expected: of %d images looked at, %d cannot be used"
          .formatted(measurement.images(), bad);
    }
    return measurement.images() == forecast.images()
        ? "every image was looked at"
        : "expected: none of %d images looked at is bad".formatted(measurement.images());
  }

  private long perShard() {
    return forecast.shards() == 0 ? 0 : forecast.bytes() / forecast.shards();
  }

  private static String time(double seconds) {
    if (seconds < MINUTE) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < HOUR
        ? String.format(Locale.ROOT, "%.1f min", seconds / MINUTE)
        : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
  }

  private static void line(
      List<String> lines, String name, String format, Object figure, String what) {
    String text = String.format(Locale.ROOT, format, figure);
    lines.add(String.format(Locale.ROOT, "%-10s %18s  %s", name, text, what).stripTrailing());
  }
}
