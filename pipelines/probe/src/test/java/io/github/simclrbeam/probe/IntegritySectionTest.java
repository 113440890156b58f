package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.EvaluationCard;
import org.junit.jupiter.api.Test;

class IntegritySectionTest {

  @Test
  void failedChecksComeFirst() {
    EvaluationCard card =
        Cards.ahead().addIntegrity(Cards.check("layer", false, "z was probed")).build();
    IntegritySection section = IntegritySection.of(card);
    assertThat(section.explain()).startsWith("1 of 4 checks failed.");
    assertThat(section.rows())
        .extracting(IntegritySection.Row::name)
        .containsExactly("Layer", "Encoder unchanged", "Test count", "Train test disjoint");
    assertThat(section.rows().get(0).result()).isEqualTo("FAIL");
    assertThat(section.rows()).allSatisfy(row -> assertThat(row.meaning()).isNotEmpty());
  }

  @Test
  void longEvidenceIsFoldedAwayOnlyWhenTheCheckPassed() {
    String evidence = "a; b; c; d; e";
    IntegritySection section =
        IntegritySection.of(
            EvaluationCard.newBuilder()
                .addIntegrity(Cards.check("x", true, evidence))
                .addIntegrity(Cards.check("y", false, evidence))
                .build());
    assertThat(section.rows().get(0).evidence()).containsExactly("a", "b", "c", "d", "e");
    assertThat(section.rows().get(1).evidence()).containsExactly("a", "b", "c");
    assertThat(section.rows().get(1).rest())
        .containsExactly(new IntegritySection.Rest("and 2 more", java.util.List.of("d", "e")));
  }

  @Test
  void withoutAnyCheckNothingIsCalledTrustworthy() {
    assertThat(IntegritySection.of(EvaluationCard.getDefaultInstance()).explain())
        .startsWith("No check could be made");
  }
}
