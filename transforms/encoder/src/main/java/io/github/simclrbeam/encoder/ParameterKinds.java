package io.github.simclrbeam.encoder;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds of parameters by the names that settings use. */
final class ParameterKinds {
  private static final String ALL = "all";
  private static final Map<String, Set<TensorKind>> BY_NAME = byName();

  private ParameterKinds() {}

  /** Returns the kinds; no names stand for weights only. */
  static Set<TensorKind> of(List<String> names) {
    Set<TensorKind> kinds = EnumSet.noneOf(TensorKind.class);
    for (String name : names.isEmpty() ? List.of("weight") : names) {
      if (name.equals(ALL)) {
        BY_NAME.values().forEach(kinds::addAll);
      } else {
        kinds.addAll(BY_NAME.get(name));
      }
    }
    return kinds;
  }

  static void check(String what, List<String> names, SettingsProblems problems) {
    List<String> legal = new ArrayList<>(BY_NAME.keySet());
    legal.add(ALL);
    names.forEach(name -> problems.requireName(what, name, legal));
    problems.require(
        names.size() == 1 || !names.contains(ALL), what, "'all' alone or other names", names);
  }

  private static Map<String, Set<TensorKind>> byName() {
    Map<String, Set<TensorKind>> kinds = new LinkedHashMap<>();
    kinds.put("weight", EnumSet.of(TensorKind.WEIGHT));
    kinds.put("bias", EnumSet.of(TensorKind.BIAS));
    kinds.put("scale", EnumSet.of(TensorKind.SCALE, TensorKind.ZERO_SCALE));
    kinds.put("shift", EnumSet.of(TensorKind.SHIFT));
    return kinds;
  }
}
