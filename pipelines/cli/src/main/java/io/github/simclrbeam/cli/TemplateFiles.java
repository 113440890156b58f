package io.github.simclrbeam.cli;

import com.google.gson.GsonBuilder;
import io.github.simclrbeam.embed.EmbedOptions;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.Place;
import io.github.simclrbeam.options.Places;
import io.github.simclrbeam.views.ViewsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The files of the Flex Templates, made from the options interfaces: {@code STAGE.json} is
 * Dataflow's message {@code ContainerSpec}, {@code STAGE-metadata.json} the part of it that {@code
 * gcloud dataflow flex-template build --metadata-file} takes.
 *
 * @see <a href="https://cloud.google.com/dataflow/docs/guides/templates/using-flex-templates">Flex
 *     Templates</a>
 */
final class TemplateFiles {
  /** To be replaced by where the image was pushed to; gcloud does it. */
  private static final String IMAGE = "REGION-docker.pkg.dev/PROJECT/REPOSITORY/simclr-beam-%s";

  private TemplateFiles() {}

  /**
   * Writes them.
   *
   * @param arguments the directory to write into
   */
  public static void main(String[] arguments) throws IOException {
    for (Map.Entry<String, String> file : all().entrySet()) {
      Files.writeString(Path.of(arguments[0], file.getKey()), file.getValue());
    }
  }

  /** Returns the texts by file name. */
  static SortedMap<String, String> all() {
    SortedMap<String, String> files = new TreeMap<>();
    put(
        files,
        "views",
        "Images to view shards: TFRecord files of augmented views.",
        ViewsOptions.class);
    put(
        files,
        "embed",
        "Images or view shards to embeddings, by a trained encoder.",
        EmbedOptions.class);
    return files;
  }

  private static void put(
      Map<String, String> files,
      String stage,
      String description,
      Class<? extends PipelineOptions> options) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", "simclr-beam " + stage);
    metadata.put("description", description);
    metadata.put("streaming", false);
    metadata.put("parameters", parameters(options));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("image", IMAGE.formatted(stage));
    spec.put("sdkInfo", Map.of("language", "JAVA"));
    spec.put("metadata", metadata);
    files.put(stage + ".json", json(spec));
    files.put(stage + "-metadata.json", json(metadata));
  }

  private static List<Map<String, Object>> parameters(Class<? extends PipelineOptions> options) {
    Map<String, Place.Kind> places = Places.of(options);
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (OptionDescription option : OptionDescription.of(options).values()) {
      Optional<Place.Kind> place = Optional.ofNullable(places.get(option.name()));
      parameters.add(new TemplateParameter(option, place).message());
    }
    return parameters;
  }

  private static String json(Object message) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(message)
        + "\n";
  }
}
