package io.github.simclrbeam.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of the folder {@code recipes}: lines {@code option=value}, and lines of notes that begin
 * with {@code #}.
 *
 * @param notes without their sign
 * @param values by option
 */
record RecipeFile(List<String> notes, Map<String, String> values) {
  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException if a line is neither, or an option stands there twice
   */
  static RecipeFile parse(String name, String text) {
    List<String> notes = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("#")) {
        notes.add(line.substring(1).strip());
      } else if (equals <= 0
          || values.put(line.substring(0, equals), line.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "must be option=value, once an option, but was: %s (recipe %s)".formatted(line, name));
      }
    }
    return new RecipeFile(notes, values);
  }

  static RecipeFile read(String name) {
    try (InputStream in = RecipeFile.class.getResourceAsStream("recipes/" + name + ".recipe")) {
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
