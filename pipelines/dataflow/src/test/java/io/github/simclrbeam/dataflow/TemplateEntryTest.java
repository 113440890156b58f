package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemplateEntryTest {
  @Test
  void neverWaitsAndRunsOnDataflow() {
    assertThat(TemplateEntry.command("views", new String[] {"--input=gs://b/i", "--wait=true"}))
        .containsExactly("views", "--input=gs://b/i", "--runner=DataflowRunner", "--wait=false");
  }

  @Test
  void aRunnerThatTheServiceNamesStays() {
    assertThat(TemplateEntry.command("embed", new String[] {"--runner=DataflowRunner"}))
        .containsExactly("embed", "--runner=DataflowRunner", "--wait=false");
  }
}
