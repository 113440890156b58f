package io.github.simclrbeam.options;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** One option's text as a value of its type. */
final class OptionValue {
  private OptionValue() {}

  static boolean isList(Type type) {
    return type instanceof ParameterizedType parameterized
        && parameterized.getRawType() == List.class;
  }

  /**
   * Returns the value, or notes why the text is none. A text of null stands for a bare {@code
   * --name}.
   */
  static Optional<Object> parse(OptionDescription option, String text, Problems problems) {
    Type type = option.type();
    if (text == null && type != boolean.class && type != Boolean.class) {
      problems.note(option.name(), "needs a value: --" + option.name() + "=VALUE");
      return Optional.empty();
    }
    try {
      Object value = value(type, text == null ? "true" : text);
      if (!option.oneOf().isEmpty() && !option.oneOf().contains(text)) {
        problems.add(
            option.name(),
            text + NearestName.hint(String.valueOf(text), option.oneOf()),
            "must be " + option.legal());
        return Optional.empty();
      }
      boolean outside =
          value instanceof Number number
              && option.range().isPresent()
              && !(number.doubleValue() >= option.range().get().min()
                  && number.doubleValue() <= option.range().get().max());
      if (outside || (value instanceof Double d && !Double.isFinite(d))) {
        String legal = option.legal().isEmpty() ? "a finite number" : option.legal();
        problems.add(option.name(), text, "must be " + legal);
        return Optional.empty();
      }
      return Optional.of(value);
    } catch (IllegalArgumentException e) {
      problems.add(option.name(), text, "must be " + kind(type));
      return Optional.empty();
    }
  }

  private static Object value(Type type, String text) {
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    }
    if (type == double.class || type == Double.class) {
      return Double.valueOf(text);
    }
    if (type == boolean.class || type == Boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException(text);
      }
      return Boolean.valueOf(text);
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return text;
  }

  private static String kind(Type type) {
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    return type == boolean.class || type == Boolean.class ? "true or false" : "not empty";
  }
}
