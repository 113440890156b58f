package io.github.simclrbeam.fetch;

import io.github.simclrbeam.options.WebAddress;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What fetch can be told. */
public interface FetchOptions extends PipelineOptions {
  @Description("Local directory to write; made when it is not there. Default: the name.")
  String getOutput();

  void setOutput(String output);

  @Description(
      "Base URL that takes the place of the catalog's directories, for closed networks; file names"
          + " and checksums stay.")
  @WebAddress
  String getMirror();

  void setMirror(String mirror);

  @Description("Keeps the downloaded archives, in .fetch below the output.")
  @Default.Boolean(false)
  boolean getKeepArchive();

  void setKeepArchive(boolean keepArchive);
}
