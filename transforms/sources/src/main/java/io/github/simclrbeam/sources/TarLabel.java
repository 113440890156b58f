package io.github.simclrbeam.sources;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The label that a member of a WebDataset sample holds. */
final class TarLabel {
  /** Of a label and of a JSON member, which may tell much else of its image: more is not read. */
  static final int MOST_BYTES = 16 << 20;

  private static final int MOST_CHARACTERS = 1_000;
  private static final Set<String> EXTENSIONS = Set.of("cls", "cls.txt", "label", "label.txt");
  private static final List<String> FIELDS = List.of("label", "class", "cls", "class_name");

  private TarLabel() {}

  /** Returns whether a member of this extension holds a label as text. */
  static boolean isLabel(String extension) {
    return EXTENSIONS.contains(extension);
  }

  static boolean isJson(String extension) {
    return extension.equals("json") || extension.endsWith(".json");
  }

  /**
   * Returns a label that is the whole of a member's text: a decimal number or a name; empty when
   * there is none (-1, or nothing).
   *
   * @throws IllegalArgumentException if it is not one line of text
   */
  static String ofText(byte[] bytes) {
    String text = utf8(bytes).strip();
    if (text.length() > MOST_CHARACTERS || text.lines().count() > 1) {
      throw new IllegalArgumentException(
          "a label must be one line of at most %d characters".formatted(MOST_CHARACTERS));
    }
    return labelled(text);
  }

  /**
   * Returns the label within a JSON object: empty text when it is null, -1 or no single value,
   * nothing when there is no such field.
   *
   * @param field that holds it; empty: one of the usual
   * @throws IllegalArgumentException if it is no JSON
   */
  static Optional<String> ofJson(byte[] bytes, String field) {
    JsonElement json;
    try {
      json = JsonParser.parseString(utf8(bytes));
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("it must be JSON: " + e.getMessage(), e);
    }
    JsonObject object = json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
    return (field.isEmpty() ? FIELDS : List.of(field))
        .stream().filter(object::has).findFirst().map(name -> text(object.get(name)));
  }

  /**
   * Returns the name of a label that may be a number.
   *
   * @param names by number, as the user gave them; empty when not
   * @throws IllegalArgumentException if a number has no name
   */
  static String named(String label, List<String> names) {
    if (names.isEmpty() || names.contains(label) || !label.matches("[0-9]{1,9}")) {
      return label;
    }
    int number = Integer.parseInt(label);
    if (number >= names.size()) {
      throw new IllegalArgumentException(
          "label %d has no name: there are names of 0 to %d".formatted(number, names.size() - 1));
    }
    return names.get(number);
  }

  /** Numbers that were written as floating-point ones are whole ones all the same. */
  private static String text(JsonElement value) {
    if (!value.isJsonPrimitive()) {
      return "";
    }
    JsonPrimitive primitive = value.getAsJsonPrimitive();
    String text = primitive.getAsString().strip();
    return labelled(primitive.isNumber() ? text.replaceFirst("\\.0+$", "") : text);
  }

  private static String labelled(String text) {
    return text.matches("-[0-9]+") ? "" : text;
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it must be UTF-8", e);
    }
  }
}
