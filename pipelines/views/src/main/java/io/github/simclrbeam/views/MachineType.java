package io.github.simclrbeam.views;

import io.github.simclrbeam.options.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of virtual machine.
 *
 * @param name as on Compute Engine
 * @param vcpus >= 1
 * @param memoryGb > 0
 */
record MachineType(String name, int vcpus, double memoryGb) {
  private static final Pattern CUSTOM =
      Pattern.compile("(?:[a-z0-9]+-)?custom-([1-9][0-9]{0,3})-([1-9][0-9]{2,7})");
  private static final Pattern NAMED = Pattern.compile("([a-z0-9]+-[a-z]+)-([1-9][0-9]{0,3})");
  private static final double MEGABYTES = 1024;

  /** Returns the type of a name; notes when it is not known. */
  static Optional<MachineType> named(String name, Prices prices, Problems problems) {
    Map<String, Double> known = new TreeMap<>(prices.memoryGbPerVcpu());
    Matcher custom = CUSTOM.matcher(name);
    if (custom.matches()) {
      return Optional.of(
          new MachineType(
              name,
              Integer.parseInt(custom.group(1)),
              Integer.parseInt(custom.group(2)) / MEGABYTES));
    }
    Matcher named = NAMED.matcher(name);
    if (named.matches() && known.containsKey(named.group(1))) {
      int vcpus = Integer.parseInt(named.group(2));
      return Optional.of(new MachineType(name, vcpus, vcpus * known.get(named.group(1))));
    }
    problems.add(
        "machineType",
        name,
        "must be one of %s and -VCPUS, e.g. n2-standard-4, or FAMILY-custom-VCPUS-MEGABYTES"
            .formatted(String.join(", ", known.keySet())));
    return Optional.empty();
  }
}
