package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.OptionDescription;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What {@code --help} prints, made from the options interfaces. */
final class HelpPage {
  private static final int WIDTH = 110;

  private HelpPage() {}

  static String ofAll() {
    CommandSpec spec = named("simclr-beam", "Self-supervised image embeddings on Beam and DJL.");
    spec.usageMessage()
        .customSynopsis("simclr-beam COMMAND --flag=value ...", "simclr-beam help COMMAND")
        .commandListHeading("%nCommands:%n");
    for (Command command : Commands.all()) {
      spec.addSubcommand(command.name(), named(command.name(), command.summary()));
    }
    return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  static String of(Command command) {
    CommandSpec spec = named("simclr-beam " + command.name(), command.summary());
    spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
    if (!command.operand().isEmpty()) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .paramLabel(command.operand())
              .index("0")
              .description(
                  switch (command.operand()) {
                    case "NAME" -> "Which one; without it all are listed.";
                    case "STAGE" -> "Which stage: views.";
                    default -> "What to look at.";
                  })
              .build());
    }
    command
        .options()
        .ifPresent(
            options ->
                OptionDescription.of(options).values().stream()
                    .map(HelpPage::option)
                    .forEach(spec::addOption));
    return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  private static CommandSpec named(String name, String summary) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(summary).width(WIDTH);
    return spec;
  }

  private static OptionSpec option(OptionDescription option) {
    StringBuilder text = new StringBuilder(option.description());
    if (!option.legal().isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append("Legal: ").append(option.legal()).append('.');
    }
    if (!option.defaultValue().isEmpty()) {
      text.append(" Default: ").append(option.defaultValue()).append('.');
    }
    return OptionSpec.builder("--" + option.name())
        .paramLabel(option.name().toUpperCase(java.util.Locale.ROOT))
        .type(String.class)
        .required(option.required())
        // picocli reads % in descriptions as a format.
        .description(text.toString().replace("%", "%%"))
        .build();
  }
}
