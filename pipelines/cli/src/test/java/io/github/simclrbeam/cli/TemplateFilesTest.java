package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TemplateFilesTest {
  private static final Path KEPT = Path.of("../../infra/dataflow");
  private static final String RENEW =
      "%s differs from the options; renew it by: java -cp 'target/app/lib/*'"
          + " io.github.simclrbeam.cli.TemplateFiles infra/dataflow";

  @Test
  void theKeptFilesAreThoseOfTheOptions() throws IOException {
    for (Map.Entry<String, String> file : TemplateFiles.all().entrySet()) {
      assertThat(Files.readString(KEPT.resolve(file.getKey())))
          .as(RENEW, file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void aPlaceToWriteIsAFolderOfCloudStorageThatMustBeGiven() {
    JsonObject output = parameters("views").get("output");

    assertThat(output.get("paramType").getAsString()).isEqualTo("GCS_WRITE_FOLDER");
    assertThat(output.get("isOptional").getAsBoolean()).isFalse();
    assertThat("gs://bucket/views").matches(regex(output));
    assertThat("views").doesNotMatch(regex(output));
  }

  @Test
  void anInputMayBeAGlobOnAnyStore() {
    JsonObject input = parameters("embed").get("input");

    assertThat(input.get("paramType").getAsString()).isEqualTo("TEXT");
    assertThat("gs://bucket/photos/{a,b}/*.jpg").matches(regex(input));
    assertThat("photos/").doesNotMatch(regex(input));
  }

  @Test
  void aChoiceListsItsValuesAndHasItsDefault() {
    JsonObject choice = parameters("views").get("deduplicate");

    assertThat(choice.get("paramType").getAsString()).isEqualTo("ENUM");
    assertThat(choice.get("enumOptions").toString())
        .isEqualTo("[{\"value\":\"none\"},{\"value\":\"list\"},{\"value\":\"drop\"}]");
    assertThat(choice.get("defaultValue").getAsString()).isEqualTo("none");
  }

  @Test
  void aNumberSaysItsRange() {
    JsonObject size = parameters("views").get("imageSize");

    assertThat(size.get("paramType").getAsString()).isEqualTo("NUMBER");
    assertThat(size.get("label").getAsString()).isEqualTo("Image size");
    assertThat(size.get("helpText").getAsString()).endsWith("Legal: from 1 to 8192.");
    assertThat("224").matches(regex(size));
    assertThat("large").doesNotMatch(regex(size));
  }

  private static SortedMap<String, JsonObject> parameters(String stage) {
    String text = TemplateFiles.all().get(stage + "-metadata.json");
    SortedMap<String, JsonObject> byName = new TreeMap<>();
    StreamSupport.stream(
            JsonParser.parseString(text)
                .getAsJsonObject()
                .getAsJsonArray("parameters")
                .spliterator(),
            false)
        .map(JsonElement::getAsJsonObject)
        .forEach(parameter -> byName.put(parameter.get("name").getAsString(), parameter));
    return byName;
  }

  private static String regex(JsonObject parameter) {
    return parameter.getAsJsonArray("regexes").get(0).getAsString();
  }
}
