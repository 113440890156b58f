package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.SimClrModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained parameter as it is now.
 *
 * @param name {@code encoder.*} or {@code projector.*}
 */
record WeightValues(String name, float[] numbers) {
  static List<WeightValues> of(SimClrModel model) {
    List<WeightValues> all = new ArrayList<>();
    model.forEachParameter((name, numbers) -> all.add(new WeightValues(name, numbers)));
    return all;
  }
}
