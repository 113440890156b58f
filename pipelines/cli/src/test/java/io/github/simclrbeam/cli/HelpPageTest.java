package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.options.OptionDescription;
import org.junit.jupiter.api.Test;

class HelpPageTest {
  @Test
  void everyCommandStandsOnTheFirstPage() {
    String page = HelpPage.ofAll();
    assertThat(Commands.names()).allSatisfy(name -> assertThat(page).contains("  " + name));
  }

  @Test
  void everyOptionOfEveryCommandIsDescribed() {
    for (Command command : Commands.all()) {
      String page = HelpPage.of(command);
      command
          .options()
          .ifPresent(
              options ->
                  OptionDescription.of(options)
                      .values()
                      .forEach(
                          option -> {
                            assertThat(page).contains("--" + option.name() + "=");
                            assertThat(option.description())
                                .as(command.name() + " --" + option.name())
                                .isNotBlank();
                          }));
    }
  }
}
