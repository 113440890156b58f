package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.dataflow.model.JobMetrics;
import com.google.api.services.dataflow.model.MetricStructuredName;
import com.google.api.services.dataflow.model.MetricUpdate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobCountersTest {
  @Test
  void stepsAreAddedUpAndTentativeValuesLeftOut() {
    JobMetrics metrics =
        new JobMetrics()
            .setMetrics(
                List.of(
                    update("images", 7, Map.of("namespace", "simclr-beam", "step", "s1")),
                    update("images", 5, Map.of("namespace", "simclr-beam", "step", "s2")),
                    update("images", 9, Map.of("namespace", "simclr-beam", "tentative", "true")),
                    update("images", 1, Map.of("namespace", "other")),
                    new MetricUpdate()
                        .setName(new MetricStructuredName().setName("ElementCount"))
                        .setScalar(BigDecimal.TEN)));

    assertThat(JobCounters.of(metrics)).containsExactly(Map.entry("images", 12L));
  }

  @Test
  void aJobThatHasNotBegunHasNone() {
    assertThat(JobCounters.of(new JobMetrics())).isEmpty();
  }

  private static MetricUpdate update(String name, long value, Map<String, String> context) {
    return new MetricUpdate()
        .setName(new MetricStructuredName().setOrigin("user").setName(name).setContext(context))
        .setScalar(BigDecimal.valueOf(value));
  }
}
