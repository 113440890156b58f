package io.github.simclrbeam.sources;

import com.google.gson.JsonElement;
import java.util.function.Function;

/**
 * What one row of a manifest says.
 *
 * @param line where it stands
 * @param fault why it cannot be used; empty when it can
 * @param values by column; null for a column that the row lacks
 */
record ManifestRow(ManifestLine line, String fault, Function<String, JsonElement> values) {
  boolean usable() {
    return fault.isEmpty();
  }

  /** Returns the value of a column; null also when there is no such column. */
  JsonElement value(String column) {
    JsonElement value = column.isEmpty() ? null : values.apply(column);
    return value == null || value.isJsonNull() ? null : value;
  }
}
