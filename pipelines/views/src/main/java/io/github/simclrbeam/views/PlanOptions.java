package io.github.simclrbeam.views;

import io.github.simclrbeam.options.InRange;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;

/** What a plan of views can be told: everything that views can, and where it would run. */
public interface PlanOptions extends ViewsOptions {
  @Override
  @Description("Directory that views would write; only looked at.")
  String getOutput();

  @Override
  void setOutput(String output);

  @Override
  @Hidden
  String getPredicted();

  @Override
  void setPredicted(String predicted);

  @Description("Workers on Dataflow.")
  @InRange(min = 1, max = 4_000)
  @Default.Integer(4)
  int getWorkers();

  void setWorkers(int workers);

  @Description(
      "Machine type of the workers, e.g. n2-standard-4; of an unlisted family, as"
          + " n2-custom-VCPUS-MEGABYTES.")
  @Default.String("n2-standard-4")
  String getMachineType();

  void setMachineType(String machineType);

  @Description("File of Dataflow's prices. Default: infra/dataflow/prices.json of the program.")
  String getPrices();

  void setPrices(String prices);

  @Description("Prints JSON.")
  @Default.Boolean(false)
  boolean getJson();

  void setJson(boolean json);

  @Description("File to write the JSON to; views takes it as --predicted.")
  String getSave();

  void setSave(String save);
}
