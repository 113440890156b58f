package io.github.simclrbeam.sources;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.simclrbeam.parquet.ParquetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Class names that Hugging Face's datasets keep in a Parquet file's metadata: {@code
 * {"info":{"features":{"label":{"names":[...],"_type":"ClassLabel"}}}}} under the key {@code
 * huggingface}.
 */
final class ClassLabelNames {
  private static final String KEY = "huggingface";

  private ClassLabelNames() {}

  /** Returns the names by number; none when the file does not tell. */
  static List<String> of(ParquetTable table, String label) {
    Optional<String> json = table.metadata(KEY);
    if (json.isEmpty() || label.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try {
      JsonObject features =
          JsonParser.parseString(json.get())
              .getAsJsonObject()
              .getAsJsonObject("info")
              .getAsJsonObject("features");
      for (JsonElement name : features.getAsJsonObject(label).getAsJsonArray("names")) {
        names.add(name.getAsString());
      }
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | UnsupportedOperationException e) {
      // Metadata of another kind: the labels stay numbers.
      return List.of();
    }
    return List.copyOf(names);
  }
}
