package io.github.simclrbeam.dataflow;

import com.google.api.services.dataflow.model.JobMessage;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.dataflow.util.MonitoringUtil;

/** Listens to a job's messages for why it fails. */
final class JobMessages implements MonitoringUtil.JobMessagesHandler {
  private Optional<String> error = Optional.empty();

  /** Takes all messages so far, or further ones. */
  @Override
  public void process(List<JobMessage> messages) {
    for (JobMessage message : messages) {
      if ("JOB_MESSAGE_ERROR".equals(message.getMessageImportance())) {
        error = Optional.of(message.getMessageText().lines().findFirst().orElse("").strip());
      }
    }
  }

  /** Returns the first line of the last error, which names the cause of the end. */
  Optional<String> error() {
    return error;
  }
}
