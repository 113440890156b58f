package io.github.simclrbeam.encoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every tensor accounted for: none missing, none unknown, each of the expected shape and type. */
final class StrictMatch {
  private static final int SHOWN = 5;

  private StrictMatch() {}

  /** As the other, with one type of numbers. */
  static void check(
      Map<String, long[]> expected, TensorType numbers, Map<String, TensorData> found, String where)
      throws IOException {
    check(expected, EnumSet.of(numbers), found, where);
  }

  /**
   * @param expected shapes by name; an empty one stands for a 64-bit counter
   * @param numbers types that the other tensors may be of
   * @throws IOException if a tensor does not fit: the first five, and how many more
   */
  static void check(
      Map<String, long[]> expected,
      Set<TensorType> numbers,
      Map<String, TensorData> found,
      String where)
      throws IOException {
    List<String> faults = new ArrayList<>();
    for (String name : new TreeSet<>(expected.keySet())) {
      TensorData data = found.get(name);
      if (data == null) {
        faults.add(name + " is missing");
        continue;
      }
      long[] shape = expected.get(name);
      Set<TensorType> types = shape.length == 0 ? EnumSet.of(TensorType.I64) : numbers;
      if (!types.contains(data.type()) || !Arrays.equals(data.shape(), shape)) {
        faults.add(
            "%s must be %s %s, but was: %s %s"
                .formatted(
                    name,
                    types.stream().map(TensorType::name).collect(Collectors.joining(" or ")),
                    Arrays.toString(shape),
                    data.type(),
                    Arrays.toString(data.shape())));
      }
    }
    for (String name : new TreeSet<>(found.keySet())) {
      if (!expected.containsKey(name)) {
        faults.add(name + " is unknown to this architecture");
      }
    }
    if (!faults.isEmpty()) {
      String shown = String.join("; ", faults.subList(0, Math.min(SHOWN, faults.size())));
      String more = faults.size() > SHOWN ? "; and %d more".formatted(faults.size() - SHOWN) : "";
      throw new IOException(
          "tensors do not fit the architecture: %s%s (%s)".formatted(shown, more, where));
    }
  }
}
