package io.github.simclrbeam.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes of an evaluation: the label names of train, then those that only test has. Labels of
 * either side become classes by their name, so that two exports with differently ordered folders
 * agree. A side that names no label at all takes the other's names.
 */
final class ClassNames {
  private final List<String> names;
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<String> fallback;

  private ClassNames(List<String> names, List<String> fallback) {
    this.names = List.copyOf(names);
    this.fallback = fallback;
    for (int i = 0; i < names.size(); i++) {
      positions.put(names.get(i), i);
    }
  }

  static ClassNames of(FeatureSet train, Optional<FeatureSet> test) {
    List<String> testNames = test.map(FeatureSet::labelNames).orElse(List.of());
    List<String> fallback = train.labelNames().isEmpty() ? testNames : train.labelNames();
    Set<String> names = new LinkedHashSet<>(train.labelNames());
    names.addAll(testNames);
    Set<Integer> unnamed = new TreeSet<>();
    addUnnamed(train, fallback, unnamed);
    test.ifPresent(set -> addUnnamed(set, fallback, unnamed));
    for (int label : unnamed) {
      names.add(Integer.toString(label));
    }
    return new ClassNames(new ArrayList<>(names), fallback);
  }

  private static void addUnnamed(FeatureSet set, List<String> fallback, Set<Integer> into) {
    int named = namesOf(set, fallback).size();
    for (int i = 0; i < set.table().size(); i++) {
      if (set.table().label(i) >= named) {
        into.add(set.table().label(i));
      }
    }
  }

  private static List<String> namesOf(FeatureSet set, List<String> fallback) {
    return set.labelNames().isEmpty() ? fallback : set.labelNames();
  }

  /** All names; a class is an index into them. */
  List<String> names() {
    return names;
  }

  int count() {
    return names.size();
  }

  /** The class of each row, or -1. */
  int[] classesOf(FeatureSet set) {
    List<String> own = namesOf(set, fallback);
    int[] classes = new int[set.table().size()];
    for (int i = 0; i < classes.length; i++) {
      int label = set.table().label(i);
      String name = label < 0 || label >= own.size() ? Integer.toString(label) : own.get(label);
      classes[i] = label == FeatureTable.UNLABELLED ? -1 : positions.get(name);
    }
    return classes;
  }
}
