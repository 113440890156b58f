package io.github.simclrbeam.options;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/**
 * An option as its getter declares it; the only source of the command line, the help page and the
 * generated tables.
 *
 * @param name lowerCamelCase, without dashes
 * @param type the getter's type
 * @param description one or two sentences; empty when the getter has none
 * @param required whether it must be given
 * @param defaultValue as typed; empty when there is none or when it is the recipe's
 * @param oneOf the legal values; empty when any
 * @param range the legal range, if one is declared
 * @param webAddress whether the value is an address of the web, not a file
 */
public record OptionDescription(
    String name,
    Type type,
    String description,
    boolean required,
    String defaultValue,
    List<String> oneOf,
    Optional<InRange> range,
    boolean webAddress) {

  /**
   * Returns the options that the interface and those it extends declare, below PipelineOptions
   * itself, by name.
   */
  public static Map<String, OptionDescription> of(Class<? extends PipelineOptions> options) {
    Map<String, OptionDescription> described = new LinkedHashMap<>();
    Arrays.stream(options.getMethods())
        .filter(method -> method.getDeclaringClass() != PipelineOptions.class)
        .filter(method -> PipelineOptions.class.isAssignableFrom(method.getDeclaringClass()))
        .filter(OptionDescription::isGetter)
        .filter(method -> !method.isAnnotationPresent(Hidden.class))
        .sorted(
            Comparator.comparing((Method m) -> !m.isAnnotationPresent(Validation.Required.class))
                .thenComparing(OptionDescription::nameOf))
        .forEach(method -> described.putIfAbsent(nameOf(method), of(method)));
    return described;
  }

  /**
   * Returns the names of the options that Beam, runners and file systems on the class path declare,
   * those that Beam shows nobody included.
   */
  static Set<String> passedThrough() {
    Map<String, Boolean> names = new LinkedHashMap<>();
    for (Class<? extends PipelineOptions> registered :
        org.apache.beam.sdk.options.PipelineOptionsFactory.getRegisteredOptions()) {
      Arrays.stream(registered.getMethods())
          .filter(OptionDescription::isGetter)
          .forEach(method -> names.put(nameOf(method), true));
    }
    return names.keySet();
  }

  /**
   * The legal values in words, e.g. "one of raw, png, jpeg" or "at least 1"; empty when any value
   * of the type is.
   */
  public String legal() {
    if (!oneOf.isEmpty()) {
      return "one of " + String.join(", ", oneOf);
    }
    if (range.isEmpty()) {
      return "";
    }
    double min = range.get().min();
    double max = range.get().max();
    if (Double.isInfinite(max)) {
      return "at least " + number(min);
    }
    return Double.isInfinite(min)
        ? "at most " + number(max)
        : "from " + number(min) + " to " + number(max);
  }

  private static OptionDescription of(Method getter) {
    OneOf oneOf = getter.getAnnotation(OneOf.class);
    Description description = getter.getAnnotation(Description.class);
    return new OptionDescription(
        nameOf(getter),
        getter.getGenericReturnType(),
        description == null ? "" : description.value(),
        getter.isAnnotationPresent(Validation.Required.class),
        defaultOf(getter),
        oneOf == null ? List.of() : List.of(oneOf.value()),
        Optional.ofNullable(getter.getAnnotation(InRange.class)),
        getter.isAnnotationPresent(WebAddress.class));
  }

  private static String defaultOf(Method getter) {
    for (Annotation annotation : getter.getAnnotations()) {
      Class<? extends Annotation> type = annotation.annotationType();
      if (type.getEnclosingClass() == Default.class && type != Default.InstanceFactory.class) {
        try {
          return String.valueOf(type.getMethod("value").invoke(annotation));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return "";
  }

  private static boolean isGetter(Method method) {
    String name = method.getName();
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && (name.matches("get[A-Z].*") || name.matches("is[A-Z].*"));
  }

  private static String nameOf(Method getter) {
    String bare = getter.getName().substring(getter.getName().startsWith("is") ? 2 : 3);
    return java.beans.Introspector.decapitalize(bare);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
