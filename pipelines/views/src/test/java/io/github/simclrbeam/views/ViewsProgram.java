package io.github.simclrbeam.views;

import io.github.simclrbeam.options.OptionsParser;
import java.util.List;

/** The stage as a program of its own, to be killed. */
final class ViewsProgram {
  private ViewsProgram() {}

  public static void main(String[] arguments) throws Exception {
    ViewsStage.run(OptionsParser.parse(ViewsOptions.class, List.of(arguments)));
  }
}
