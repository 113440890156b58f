package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.StageOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** What the demo can be told. */
public interface DemoOptions extends StageOptions {
  @Description("A tenth of the training, to see the chain at work; its figures say little.")
  @Default.Boolean(false)
  boolean getQuick();

  void setQuick(boolean quick);
}
