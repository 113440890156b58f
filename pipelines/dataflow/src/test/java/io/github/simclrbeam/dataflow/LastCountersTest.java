package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LastCountersTest {
  /** In the place of an answer that does not come. */
  private static final Map<String, Long> NONE = Map.of("none", -1L);

  private final Deque<Map<String, Long>> answers = new ArrayDeque<>();
  private final LastCounters counters = new LastCounters(this::answer, Duration.ZERO);

  @Test
  void aLookWithoutAnAnswerTellsWhatWasSeenLast() {
    answers.addAll(List.of(Map.of("images", 5L), NONE, Map.of("images", 9L)));

    assertThat(counters.now()).containsExactly(Map.entry("images", 5L));
    assertThat(counters.now()).containsExactly(Map.entry("images", 5L));
    assertThat(counters.now()).containsExactly(Map.entry("images", 9L));
  }

  @Test
  void theEndIsAskedForAgain() throws Exception {
    answers.addAll(List.of(NONE, NONE, NONE, NONE, Map.of("changed", 1L)));

    assertThat(counters.atEnd()).containsExactly(Map.entry("changed", 1L));
  }

  @Test
  void anEndThatIsNeverToldIsNotTakenForNothing() {
    answers.addAll(List.of(NONE, NONE, NONE, NONE, NONE, Map.of("changed", 1L)));

    assertThatThrownBy(counters::atEnd).isInstanceOf(IOException.class).hasMessage("no answer");
    assertThat(answers).hasSize(1);
  }

  @Test
  void whatWasCountedOnceIsNotForgottenByALaterAnswer() throws Exception {
    answers.addAll(List.of(Map.of("changed", 1L, "images", 5L), Map.of("images", 9L)));
    counters.now();

    assertThat(counters.atEnd()).containsExactly(Map.entry("changed", 1L), Map.entry("images", 9L));
  }

  private SortedMap<String, Long> answer() throws IOException {
    Map<String, Long> next = answers.remove();
    if (next.equals(NONE)) {
      throw new IOException("no answer");
    }
    return new TreeMap<>(next);
  }
}
