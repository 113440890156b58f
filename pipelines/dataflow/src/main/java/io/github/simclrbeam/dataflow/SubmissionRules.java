package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.GivenOptions;
import io.github.simclrbeam.options.Place;
import io.github.simclrbeam.options.Places;
import io.github.simclrbeam.options.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;

/** What must hold before a job is submitted, and what the runner itself does not look at. */
final class SubmissionRules {
  private static final String STORE = "gs://";

  private final Set<String> given;
  private final DataflowPipelineOptions options;
  private final Problems problems;

  private SubmissionRules(PipelineOptions stage, Problems problems) {
    this.given = GivenOptions.names(stage);
    this.options = stage.as(DataflowPipelineOptions.class);
    this.problems = problems;
  }

  /**
   * Notes what does not hold.
   *
   * @param type the interface that declares the stage's options
   */
  static <T extends PipelineOptions> void check(Class<T> type, T stage, Problems problems) {
    SubmissionRules rules = new SubmissionRules(stage, problems);
    rules.checkPlaces(Places.of(type), GivenOptions.values(type, stage));
    rules.checkProject();
    rules.checkRegion();
    rules.checkStaging();
    rules.checkJobName();
    rules.checkLabels();
    // Where anything is wrong it may ask for what is missing, even make it.
    if (problems.isEmpty()) {
      rules.checkByRunner();
    }
  }

  private void checkPlaces(SortedMap<String, Place.Kind> places, Map<String, Object> values) {
    places.forEach(
        (name, kind) -> {
          if (values.get(name) instanceof String uri && Uris.isLocal(uri)) {
            String does = kind == Place.Kind.WRITE_FOLDER ? "write to" : "read";
            problems.add(
                name,
                uri,
                "must be on a store that Dataflow's workers %s, e.g. gs://BUCKET/..."
                    .formatted(does));
          }
        });
  }

  private void checkProject() {
    String project = options.getProject();
    if (isMissing("project", project)) {
      problems.note("project", "is missing: the id of the Google Cloud project that pays the job");
    } else if (project != null && !project.matches(DataflowRunner.PROJECT_ID_REGEXP)) {
      problems.add("project", project, "must be a project's id, not its number or title");
    }
  }

  private void checkRegion() {
    if (isMissing("region", options.getRegion())) {
      problems.note("region", "is missing: where the job runs, e.g. us-central1");
    }
  }

  private void checkStaging() {
    if (!given.contains("gcpTempLocation") && !given.contains("tempLocation")) {
      if (!problems.concern("gcpTempLocation") && !problems.concern("tempLocation")) {
        problems.note(
            "gcpTempLocation",
            "is missing: a directory for the program's jars and the job's temporary files, e.g."
                + " gs://BUCKET/tmp");
      }
      return;
    }
    // Asked for only when it was given: Beam would make a bucket.
    checkStore(
        "gcpTempLocation", given.contains("gcpTempLocation") ? options.getGcpTempLocation() : null);
    checkStore("tempLocation", options.getTempLocation());
    checkStore(
        "stagingLocation", given.contains("stagingLocation") ? options.getStagingLocation() : null);
  }

  private void checkStore(String name, String uri) {
    if (uri != null && !uri.startsWith(STORE)) {
      problems.add(name, uri, "must be on Google Cloud Storage, e.g. gs://BUCKET/tmp");
    }
  }

  private void checkJobName() {
    String name = given.contains("jobName") ? options.getJobName() : "job";
    if (!name.matches(JobName.LEGAL)) {
      problems.add(
          "jobName",
          name,
          "must be small letters, digits and dashes, from a letter to a letter or digit");
    }
  }

  private void checkLabels() {
    if (options.getLabels() == null) {
      return;
    }
    for (String name : JobIdentity.LABELS) {
      if (options.getLabels().containsKey(name)) {
        problems.add(
            "labels",
            name,
            "must not name %s, by which a running job is known again"
                .formatted(String.join(", ", JobIdentity.LABELS)));
      }
    }
  }

  /** What the runner looks at by itself; its bucket among that. On a copy, since it fills in. */
  private void checkByRunner() {
    DataflowPipelineOptions copy =
        PipelineOptionsTranslation.fromProto(PipelineOptionsTranslation.toProto(options))
            .as(DataflowPipelineOptions.class);
    // A copy does not hold what says where Cloud Storage is.
    copy.setGcsUtil(options.getGcsUtil());
    if (copy.getFilesToStage() == null) {
      // It would look for what to stage: a second's work, done again for the job itself.
      copy.setFilesToStage(List.of());
    }
    try {
      DataflowRunner.fromOptions(copy);
    } catch (RuntimeException e) {
      String what = e.getMessage().lines().findFirst().orElse("");
      problems.note("runner", e.getCause() == null ? what : what + " " + ServiceAnswer.describe(e));
    }
  }

  private boolean isMissing(String name, String value) {
    return !problems.concern(name) && (value == null || value.isEmpty());
  }
}
