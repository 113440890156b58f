package io.github.simclrbeam.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.simclrbeam.beam.DeadLetterSummary;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.views.Inspect;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code inspect PATH}: what a directory of ours holds, in words. */
final class InspectCommand {
  private static final int LONGEST_LIST = 12;

  private InspectCommand() {}

  static void run(List<String> arguments) throws IOException {
    Arguments told = Arguments.of(arguments);
    Problems problems = new Problems();
    // It has none of its own, but the file systems may.
    OptionsParser.parse(PipelineOptions.class, told.flags(), problems);
    String path = Operand.path(told.operands(), problems);
    problems.throwIfAny();
    if (!OutputKind.isComplete(path) && !DeadLetterSummary.of(path).isEmpty()) {
      System.out.println(path + ": an incomplete output; of its last run there are");
      DeadLetterSummary.of(path).forEach(line -> System.out.println("  " + line));
      return;
    }
    OutputKind kind = OutputKind.of(path);
    if (kind == OutputKind.VIEWS) {
      System.out.print(Inspect.describe(path));
      return;
    }
    System.out.println(path + ": " + kind.name().toLowerCase(java.util.Locale.ROOT));
    print("", OutputKind.parse(Uris.resolve(path, kind.file())));
    DeadLetterSummary.of(path).forEach(line -> System.out.println("  " + line));
  }

  private static void print(String prefix, JsonObject object) {
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      String name = prefix + entry.getKey();
      JsonElement value = entry.getValue();
      if (value.isJsonObject()) {
        print(name + ".", value.getAsJsonObject());
      } else if (value.isJsonArray() && value.getAsJsonArray().size() > LONGEST_LIST) {
        System.out.printf("  %-40s %d entries%n", name, value.getAsJsonArray().size());
      } else {
        String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
        System.out.printf("  %-40s %s%n", name, text);
      }
    }
  }
}
