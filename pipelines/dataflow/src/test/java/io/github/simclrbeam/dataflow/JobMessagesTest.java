package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.dataflow.model.JobMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobMessagesTest {
  @Test
  void theLastErrorsFirstLineSaysWhyAJobFailed() {
    JobMessages messages = new JobMessages();
    messages.process(
        List.of(
            message("JOB_MESSAGE_ERROR", "a worker was lost"),
            message("JOB_MESSAGE_ERROR", "Workflow failed. Causes: no quota\n\tat x.Y(Y.java:1)"),
            message("JOB_MESSAGE_BASIC", "Worker pool stopped.")));

    assertThat(messages.error()).contains("Workflow failed. Causes: no quota");
  }

  @Test
  void withoutAnErrorThereIsNothingToSay() {
    JobMessages messages = new JobMessages();
    messages.process(List.of(message("JOB_MESSAGE_BASIC", "Starting 5 workers")));

    assertThat(messages.error()).isEmpty();
  }

  private static JobMessage message(String importance, String text) {
    return new JobMessage().setMessageImportance(importance).setMessageText(text);
  }
}
