package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.IntegrityCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what speaks against one property of an evaluation, and what was looked at. Not safe for
 * use by several threads.
 */
final class Check {
  private static final int MOST_FAULTS = 5;

  private final String name;
  private final List<String> facts = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  Check(String name) {
    this.name = name;
  }

  /** Notes what was compared. */
  Check fact(String text) {
    facts.add(text);
    return this;
  }

  /** Notes a fault unless the condition holds. */
  Check require(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
    return this;
  }

  /** Notes the fact if the condition holds, otherwise the fault. */
  Check compare(boolean holds, String fact, String fault) {
    return holds ? fact(fact) : require(false, fault);
  }

  /** The check: it passes without faults; faults stand first in the evidence. */
  IntegrityCheck done() {
    List<String> evidence =
        new ArrayList<>(faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
    if (faults.size() > MOST_FAULTS) {
      evidence.add("and " + (faults.size() - MOST_FAULTS) + " more faults");
    }
    evidence.addAll(facts);
    return IntegrityCheck.newBuilder()
        .setName(name)
        .setPass(faults.isEmpty())
        .setEvidence(String.join("; ", evidence))
        .build();
  }

  /** The first few of many ids, for evidence. */
  static String some(List<String> ids) {
    String shown = String.join(", ", ids.subList(0, Math.min(MOST_FAULTS, ids.size())));
    return ids.size() > MOST_FAULTS
        ? shown + " and " + (ids.size() - MOST_FAULTS) + " more"
        : shown;
  }
}
