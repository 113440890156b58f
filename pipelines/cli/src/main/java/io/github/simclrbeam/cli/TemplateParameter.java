package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.Place;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An option as a Flex Template declares its parameter: Dataflow's message {@code
 * ParameterMetadata}.
 *
 * @param option as the options interface declares it
 * @param place what it names, if it names a place
 */
record TemplateParameter(OptionDescription option, Optional<Place.Kind> place) {
  private static final String STORED = "^gs://[^\\n\\r]+$";

  /** Any file system, since workers may be given others than Google's. */
  private static final String ANYWHERE = "^[a-z][a-z0-9+.-]+://[^\\n\\r]+$";

  private static final String WHOLE = "^-?[0-9]+$";
  private static final String DECIMAL = "^-?[0-9]*\\.?[0-9]+([eE]-?[0-9]+)?$";

  /** Returns the message's fields, in the order of its definition. */
  Map<String, Object> message() {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("name", option.name());
    message.put("label", label());
    message.put("helpText", helpText());
    message.put("isOptional", !option.required());
    regex().ifPresent(regex -> message.put("regexes", List.of(regex)));
    message.put("paramType", type());
    if (!option.oneOf().isEmpty()) {
      message.put(
          "enumOptions",
          option.oneOf().stream()
              .map(value -> Map.of("value", value))
              .collect(Collectors.toList()));
    }
    if (!option.defaultValue().isEmpty()) {
      message.put("defaultValue", option.defaultValue());
    }
    return message;
  }

  private String label() {
    String words = option.name().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private String helpText() {
    String legal = option.oneOf().isEmpty() ? option.legal() : "";
    return legal.isEmpty() ? option.description() : option.description() + " Legal: " + legal + ".";
  }

  private String type() {
    if (place.isPresent()) {
      return switch (place.get()) {
        case READ -> "TEXT";
        case READ_FILE -> "GCS_READ_FILE";
        case READ_FOLDER -> "GCS_READ_FOLDER";
        case WRITE_FOLDER -> "GCS_WRITE_FOLDER";
      };
    }
    if (!option.oneOf().isEmpty()) {
      return "ENUM";
    }
    if (option.type() == boolean.class || option.type() == Boolean.class) {
      return "BOOLEAN";
    }
    return isWhole(option.type()) || isDecimal(option.type()) ? "NUMBER" : "TEXT";
  }

  private Optional<String> regex() {
    if (place.isPresent()) {
      return Optional.of(place.get() == Place.Kind.READ ? ANYWHERE : STORED);
    }
    if (isWhole(option.type())) {
      return Optional.of(WHOLE);
    }
    return isDecimal(option.type()) ? Optional.of(DECIMAL) : Optional.empty();
  }

  private static boolean isWhole(Type type) {
    return List.<Type>of(int.class, Integer.class, long.class, Long.class).contains(type);
  }

  private static boolean isDecimal(Type type) {
    return type == double.class || type == Double.class;
  }
}
