package io.github.simclrbeam.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.display.DisplayData;

/** Options that were given, apart from those that have their defaults, which may be filled in. */
public final class GivenOptions {
  private GivenOptions() {}

  /** Returns the names of the options that were set, be it to their default. */
  public static Set<String> names(PipelineOptions options) {
    // Options themselves answer the same for a value that was set and for a default; what Beam
    // shows of them tells the two apart.
    return DisplayData.from(options).items().stream()
        .map(DisplayData.Item::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Sets options by their texts, as if they stood on the command line.
   *
   * @param texts by name; names that the interface does not declare are passed over
   * @param problems takes what is not legal
   */
  public static <T extends PipelineOptions> void fill(
      Class<T> type, T options, Map<String, String> texts, Problems problems) {
    Map<String, OptionDescription> known = OptionDescription.of(type);
    texts.forEach(
        (name, text) -> {
          if (known.containsKey(name)) {
            OptionValue.parse(known.get(name), text, problems)
                .ifPresent(value -> OptionsParser.set(type, options, name, value));
          }
        });
  }

  /** Returns the values that the options of the interface have now, by name. */
  public static <T extends PipelineOptions> Map<String, Object> values(Class<T> type, T options) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : OptionDescription.of(type).keySet()) {
      values.put(name, OptionsParser.get(type, options, name));
    }
    return values;
  }
}
