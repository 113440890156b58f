package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.embed.EmbedOptions;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.views.ViewsOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

/** With the region's and the project's defaults left aside, which a machine may have. */
class SubmissionRulesTest {
  private static final String NOWHERE = "--jobName=-";

  @Test
  void whatWorkersCannotReachIsNamedAllAtOnce() {
    assertThat(
            found(
                EmbedOptions.class,
                "--input=photos",
                "--output=/data/out",
                "--checkpoint=file:/data/run",
                "--labelNames=names.txt",
                "--gcpTempLocation=gs://b/tmp",
                NOWHERE))
        .contains(
            "--checkpoint: must be on a store that Dataflow's workers read, e.g. gs://BUCKET/...,"
                + " but was: file:/data/run",
            "--input: must be on a store that Dataflow's workers read, e.g. gs://BUCKET/..., but"
                + " was: photos",
            "--labelNames: must be on a store that Dataflow's workers read, e.g. gs://BUCKET/...,"
                + " but was: names.txt",
            "--output: must be on a store that Dataflow's workers write to, e.g. gs://BUCKET/...,"
                + " but was: /data/out");
  }

  @Test
  void aDirectoryForTheJobsFilesMustBeGivenSinceBeamWouldMakeABucket() {
    assertThat(views(NOWHERE))
        .contains(
            "--gcpTempLocation: is missing: a directory for the program's jars and the job's"
                + " temporary files, e.g. gs://BUCKET/tmp");
    assertThat(views("--tempLocation=gs://b/tmp", NOWHERE))
        .noneMatch(line -> line.startsWith("--gcpTempLocation"));
  }

  @Test
  void filesForTheServiceMustBeOnCloudStorage() {
    assertThat(views("--gcpTempLocation=s3://b/tmp", "--stagingLocation=/tmp", NOWHERE))
        .contains(
            "--gcpTempLocation: must be on Google Cloud Storage, e.g. gs://BUCKET/tmp, but was:"
                + " s3://b/tmp",
            "--stagingLocation: must be on Google Cloud Storage, e.g. gs://BUCKET/tmp, but was:"
                + " /tmp");
  }

  @Test
  void namesMustBeWhatTheServiceTakes() {
    assertThat(views("--project=My Project", "--jobName=Views_1", "--gcpTempLocation=gs://b/tmp"))
        .contains(
            "--project: must be a project's id, not its number or title, but was: My Project",
            "--jobName: must be small letters, digits and dashes, from a letter to a letter or"
                + " digit, but was: Views_1");
  }

  @Test
  void labelsByWhichAJobIsKnownAgainAreNotTheUsers() {
    assertThat(
            views(
                "--labels={\"team\":\"vision\",\"output\":\"mine\"}",
                "--gcpTempLocation=gs://b/tmp"))
        .contains(
            "--labels: must not name configuration, output, stage, by which a running job is known"
                + " again, but was: output")
        .noneMatch(line -> line.contains("vision"));
  }

  private static List<String> views(String... more) {
    List<String> all = new ArrayList<>(List.of("--input=gs://b/in", "--output=gs://b/out"));
    all.addAll(Arrays.asList(more));
    return found(ViewsOptions.class, all.toArray(String[]::new));
  }

  private static <T extends PipelineOptions> List<String> found(Class<T> type, String... given) {
    List<String> all = new ArrayList<>(Arrays.asList(given));
    all.add("--runner=DataflowRunner");
    Problems problems = new Problems();
    SubmissionRules.check(type, OptionsParser.parse(type, all, problems), problems);
    return problems.found().stream().map(Problem::toString).toList();
  }
}
