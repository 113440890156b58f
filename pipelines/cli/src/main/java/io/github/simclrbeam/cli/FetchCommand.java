package io.github.simclrbeam.cli;

import io.github.simclrbeam.fetch.Catalog;
import io.github.simclrbeam.fetch.FetchOptions;
import io.github.simclrbeam.fetch.FetchStage;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.util.List;

/** {@code fetch NAME}: a public data set; without a name, what there is. */
final class FetchCommand {
  private FetchCommand() {}

  static void run(List<String> arguments) throws IOException {
    Catalog catalog = Catalog.standard();
    if (arguments.isEmpty()) {
      System.out.print(catalog.table());
      return;
    }
    Arguments told = Arguments.of(arguments);
    Problems problems = new Problems();
    FetchOptions options = OptionsParser.parse(FetchOptions.class, told.flags(), problems);
    FetchStage.run(catalog, told.operands(), options, problems);
  }
}
