package io.github.simclrbeam.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the last column of CASES.md may say: tests ({@code module/TestClass.method}), checks ({@code
 * infra/checks/script.sh CASE}), links to documents, or why there is nothing to show.
 *
 * @param root of the sources
 */
record CaseReferences(Path root) {
  private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern TEST = Pattern.compile("([a-z]+)/([A-Z]\\w*)\\.(\\w+)");
  private static final Pattern SCRIPT = Pattern.compile("infra/checks/([\\w-]+)\\.sh(?: (.+))?");
  private static final Pattern ANNOTATION =
      Pattern.compile("@(Test|ParameterizedTest|ArchTest)\\b");
  private static final Pattern REASON =
      Pattern.compile("(cannot happen|not answered yet): .{10,}", Pattern.DOTALL);

  /**
   * Returns what is wrong with the last column, and with links of the one before, a sentence each.
   */
  List<String> problems(Case row) {
    List<String> problems = new ArrayList<>();
    List<String> references = found(QUOTED, row.shownBy()).map(match -> match.group(1)).toList();
    references.forEach(reference -> problem(reference).ifPresent(problems::add));
    Stream.of(row.here(), row.shownBy())
        .flatMap(column -> found(LINK, column))
        .forEach(link -> document(link.group(1), link.group(2)).ifPresent(problems::add));
    boolean nothing = references.isEmpty() && !LINK.matcher(row.shownBy()).find();
    if (nothing && !REASON.matcher(row.shownBy()).matches()) {
      problems.add(
          "must name a test, a check or a document, or say 'cannot happen: ' or 'not answered yet: '"
              + " and why, but was: "
              + row.shownBy());
    }
    return problems.stream()
        .map(problem -> "line %d (%s): %s".formatted(row.line(), row.where(), problem))
        .toList();
  }

  private Optional<String> problem(String reference) {
    Matcher test = TEST.matcher(reference);
    if (test.matches()) {
      return test(test.group(1), test.group(2), test.group(3));
    }
    Matcher script = SCRIPT.matcher(reference);
    if (script.matches()) {
      return script(script.group(1), script.group(2));
    }
    return Optional.of(
        "must be module/TestClass.method or infra/checks/script.sh CASE, but was: " + reference);
  }

  private Optional<String> test(String module, String name, String method) {
    String source = "src/test/java/io/github/simclrbeam/%s/%s.java".formatted(module, name);
    Optional<Path> file =
        Stream.of("", "transforms", "pipelines", "infra")
            .map(folder -> root.resolve(folder).resolve(module).resolve(source))
            .filter(Files::isRegularFile)
            .findFirst();
    if (file.isEmpty()) {
      return Optional.of("no test class %s in module %s".formatted(name, module));
    }
    return isTest(text(file.get()), method)
        ? Optional.empty()
        : Optional.of("no test %s in %s of module %s".formatted(method, name, module));
  }

  /**
   * Whether an annotation of tests stands before the method and behind the end of the one before.
   */
  private static boolean isTest(String source, String method) {
    int rule = source.indexOf("ArchRule " + method + " =");
    int at = rule >= 0 ? rule : source.indexOf(" void " + method + "(");
    if (at < 0) {
      return false;
    }
    String before = source.substring(source.lastIndexOf("\n  }\n", at) + 1, at);
    return ANNOTATION.matcher(before).find();
  }

  /** A case stands in the script, or in a program of the folder that is named as the script is. */
  private Optional<String> script(String name, String wanted) {
    Path checks = root.resolve("infra/checks");
    Path script = checks.resolve(name + ".sh");
    if (!Files.isRegularFile(script)) {
      return Optional.of("no script infra/checks/%s.sh".formatted(name));
    }
    if (wanted == null) {
      return Optional.empty();
    }
    Pattern whole = Pattern.compile("(?<![^\\s\"'])" + Pattern.quote(wanted) + "(?![^\\s\"',])");
    return Stream.concat(Stream.of(script), programs(checks.resolve(name)).stream())
            .flatMap(file -> text(file).lines())
            .filter(line -> !line.strip().startsWith("#"))
            .anyMatch(line -> whole.matcher(line).find())
        ? Optional.empty()
        : Optional.of("no case '%s' in infra/checks/%s.sh".formatted(wanted, name));
  }

  private Optional<String> document(String name, String anchor) {
    Path file = root.resolve("infra/docs").resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.of("no document " + name);
    }
    return anchor == null || text(file).lines().anyMatch(line -> anchor.equals(anchor(line)))
        ? Optional.empty()
        : Optional.of("no heading #%s in %s".formatted(anchor, name));
  }

  /** Returns what a link to a heading says; other lines have none. */
  private static String anchor(String line) {
    return line.matches("#+ .*")
        ? line.replaceFirst("#+ ", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\w -]", "")
            .replace(' ', '-')
        : "";
  }

  private static List<Path> programs(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
