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
  private static final Map<String, TensorKind> BY_NAME = byName();

  private ParameterKinds() {}

  /** Returns the kinds; no names stand for weights only. */
  static Set<TensorKind> of(List<String> names) {
    Set<TensorKind> kinds = EnumSet.noneOf(TensorKind.class);
    for (String name : names.isEmpty() ? List.of("weight") : names) {
      if (name.equals(ALL)) {
        kinds.addAll(BY_NAME.values());
      } else {
        kinds.add(BY_NAME.get(name));
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

  private static Map<String, TensorKind> byName() {
    Map<String, TensorKind> kinds = new LinkedHashMap<>();
    kinds.put("weight", TensorKind.WEIGHT);
    kinds.put("bias", TensorKind.BIAS);
    kinds.put("scale", TensorKind.SCALE);
    kinds.put("shift", TensorKind.SHIFT);
    return kinds;
  }
}
