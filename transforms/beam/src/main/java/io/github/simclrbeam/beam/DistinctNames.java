package io.github.simclrbeam.beam;

import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;

/**
 * The different names of a collection, in order; beyond {@link #MOST} of them any {@code MOST + 1}.
 * One small set a task: a runner may otherwise make every name a task of its own.
 */
final class DistinctNames
    extends Combine.CombineFn<List<String>, TreeSet<String>, TreeSet<String>> {
  /** More names than any set of classes has: a column of something else was taken for labels. */
  static final int MOST = 100_000;

  private static final long serialVersionUID = 1;

  @Override
  public TreeSet<String> createAccumulator() {
    return new TreeSet<>();
  }

  @Override
  public TreeSet<String> addInput(TreeSet<String> names, List<String> some) {
    some.forEach(name -> add(names, name));
    return names;
  }

  @Override
  public TreeSet<String> mergeAccumulators(Iterable<TreeSet<String>> all) {
    TreeSet<String> merged = createAccumulator();
    for (TreeSet<String> names : all) {
      for (String name : names) {
        add(merged, name);
      }
    }
    return merged;
  }

  private static void add(TreeSet<String> names, String name) {
    if (names.size() <= MOST) {
      names.add(name);
    }
  }

  @Override
  public TreeSet<String> extractOutput(TreeSet<String> names) {
    return names;
  }

  @Override
  public Coder<TreeSet<String>> getAccumulatorCoder(
      CoderRegistry registry, Coder<List<String>> inputCoder) {
    return coder();
  }

  @Override
  public Coder<TreeSet<String>> getDefaultOutputCoder(
      CoderRegistry registry, Coder<List<String>> inputCoder) {
    return coder();
  }

  @SuppressWarnings("unchecked") // The class of a set of anything.
  private static Coder<TreeSet<String>> coder() {
    return SerializableCoder.of((Class<TreeSet<String>>) (Class<?>) TreeSet.class);
  }
}
