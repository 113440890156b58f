package io.github.simclrbeam.beam;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Options of the direct runner, declared as it declares them so that they can be set where the
 * runner need not be on the class path.
 */
@Hidden
public interface DirectRun extends PipelineOptions {
  @Default.Boolean(true)
  boolean isBlockOnRun();

  void setBlockOnRun(boolean blockOnRun);

  @Default.Boolean(true)
  boolean isEnforceImmutability();

  void setEnforceImmutability(boolean enforceImmutability);

  @Default.Boolean(true)
  boolean isEnforceEncodability();

  void setEnforceEncodability(boolean enforceEncodability);
}
