package io.github.simclrbeam.probe;

import io.github.simclrbeam.options.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one output of a baseline stands.
 *
 * @param name pixels, randomEncoder or any other
 * @param train embeddings of the train images
 * @param test embeddings of the test images
 */
record BaselineSpec(String name, String train, String test) {
  private static final String LEGAL = "must be NAME=TRAIN,TEST";

  /**
   * Reads the values of --baseline; what is wrong with them is noted. A value that was split at its
   * comma by the parser is put together again.
   */
  static List<BaselineSpec> parse(List<String> values, Problems problems) {
    List<BaselineSpec> specs = new ArrayList<>();
    for (String value : joined(values)) {
      int equals = value == null ? -1 : value.indexOf('=');
      int comma = value == null ? -1 : value.indexOf(',', equals + 1);
      if (equals < 1 || comma <= equals + 1 || comma == value.length() - 1) {
        problems.add("baseline", value, LEGAL);
      } else if (value.indexOf(',', comma + 1) >= 0) {
        problems.add("baseline", value, LEGAL + " with one comma");
      } else if (value.substring(0, equals).equals(Series.EMBEDDINGS.key())) {
        problems.add("baseline", value, "must have another name than embeddings");
      } else {
        specs.add(
            new BaselineSpec(
                value.substring(0, equals),
                value.substring(equals + 1, comma),
                value.substring(comma + 1)));
      }
    }
    return specs;
  }

  private static List<String> joined(List<String> values) {
    List<String> joined = new ArrayList<>();
    for (String value : values) {
      boolean tail = value != null && !value.contains("=") && !joined.isEmpty();
      String before = tail ? joined.get(joined.size() - 1) : null;
      if (before != null && !before.contains(",")) {
        joined.set(joined.size() - 1, before + "," + value);
      } else {
        joined.add(value);
      }
    }
    return joined;
  }

  String option() {
    return name + "=" + train + "," + test;
  }
}
