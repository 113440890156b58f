package io.github.simclrbeam.beam;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.options.Problems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Label names that a user gives: lines of text, or the labelNames of a manifest.json. */
final class LabelNamesFile {
  private static final String OPTION = "labelNames";

  private LabelNamesFile() {}

  /** Returns the names in their order; none when something was noted. */
  static List<String> read(String uri, Problems problems) throws IOException {
    String text;
    try {
      text = StoredFile.readText(uri);
    } catch (FileNotFoundException e) {
      problems.add(OPTION, uri, "must be a file");
      return List.of();
    }
    List<String> names = uri.endsWith(".json") ? ofManifest(text) : ofLines(text);
    if (names.isEmpty()) {
      problems.add(OPTION, uri, "must hold a name a line, or be a manifest.json with labelNames");
    } else if (new HashSet<>(names).size() < names.size()) {
      problems.add(OPTION, uri, "must name every label differently");
    }
    return names;
  }

  private static List<String> ofLines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static List<String> ofManifest(String text) {
    List<String> names = new ArrayList<>();
    try {
      for (JsonElement name :
          JsonParser.parseString(text).getAsJsonObject().getAsJsonArray(OPTION)) {
        names.add(name.getAsString());
      }
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException e) {
      return List.of();
    }
    return names;
  }
}
