package io.github.simclrbeam.views;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.options.Problems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a plan said before a run, by the names of the run's figures. */
final class Predicted {
  /** The field of a saved plan that holds it. */
  static final String FIELD = "predicted";

  private Predicted() {}

  /** Reads a saved plan; notes if it is none. Nothing when no file is given. */
  static SortedMap<String, Double> read(String file, Problems problems) throws IOException {
    SortedMap<String, Double> figures = new TreeMap<>();
    if (file == null) {
      return figures;
    }
    try {
      JsonObject plan = JsonParser.parseString(StoredFile.readText(file)).getAsJsonObject();
      for (Map.Entry<String, JsonElement> figure : plan.getAsJsonObject(FIELD).entrySet()) {
        figures.put(figure.getKey(), figure.getValue().getAsDouble());
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      problems.add(FIELD, file, "must be a file that plan --save wrote");
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | NumberFormatException
        | UnsupportedOperationException e) {
      problems.note(FIELD, file + " is no file that plan --save wrote");
    }
    return figures;
  }

  /** Returns a line for each figure that was predicted: both, and their ratio. */
  static List<String> compared(Map<String, Double> predicted, Map<String, Double> figures) {
    List<String> lines = new ArrayList<>();
    predicted.forEach(
        (name, expected) -> {
          Double real = figures.get(name);
          if (real != null && expected != 0) {
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-18s predicted %,16.1f, was %,16.1f: %.2f times",
                    name,
                    expected,
                    real,
                    real / expected));
          }
        });
    return lines;
  }
}
