package io.github.simclrbeam.train;

import java.util.Objects;

/**
 * A number by which checkpoints of a run are compared.
 *
 * @param name what it is, e.g. "epoch loss"; checkpoints are compared by numbers of one name only
 * @param value as of the checkpoint; one that is not finite does not count
 * @param higherIsBetter false for a loss, true for an accuracy
 */
record MonitoredNumber(String name, double value, boolean higherIsBetter) {
  MonitoredNumber {
    Objects.requireNonNull(name, "name");
  }
}
