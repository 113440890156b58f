package io.github.simclrbeam.fetch;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The data sets that can be fetched. */
public record Catalog(List<DataSet> dataSets) {
  /** Returns the standard public data sets, as catalog.json lists them. */
  public static Catalog standard() {
    try (InputStream in = Catalog.class.getResourceAsStream("catalog.json")) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Catalog parse(String json) {
    return new Gson().fromJson(json, Catalog.class);
  }

  List<String> names() {
    return dataSets.stream().map(DataSet::name).toList();
  }

  Optional<DataSet> named(String name) {
    return dataSets.stream().filter(dataSet -> dataSet.name().equals(name)).findFirst();
  }

  /** Returns the catalog in words, a line a data set. */
  public String table() {
    StringBuilder table = new StringBuilder(row("name", "what", "images", "classes", "download"));
    for (DataSet dataSet : dataSets) {
      table.append(
          row(
              dataSet.name(),
              dataSet.about(),
              String.format(Locale.ROOT, "%,d", dataSet.allImages()),
              Integer.toString(dataSet.classes()),
              ByteCount.words(dataSet.downloadBytes())));
    }
    return table.toString();
  }

  private static String row(
      String name, String what, String images, String classes, String download) {
    return "%-15s %-41s %8s %8s %9s%n".formatted(name, what, images, classes, download);
  }
}
