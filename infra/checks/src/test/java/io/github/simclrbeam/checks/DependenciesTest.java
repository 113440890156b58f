package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the class paths of the program and of its runners may hold. */
final class DependenciesTest {
  private static final Path ROOT = Path.of("..", "..");

  /** Beam's connector for Kafka needs artifacts that are not in Maven Central. */
  @Test
  void nothingBringsTheKafkaConnector() throws Exception {
    List<String> brought = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (Path pom : poms()) {
      for (Element artifact : elements(pom, "artifactId")) {
        if (artifact.getTextContent().strip().equals("beam-sdks-java-io-kafka")) {
          boolean exclusion = artifact.getParentNode().getNodeName().equals("exclusion");
          (exclusion ? excluded : brought).add(ROOT.relativize(pom).toString());
        }
      }
    }
    assertThat(brought).isEmpty();
    assertThat(excluded).containsExactly("pipelines/dataflow/pom.xml");
  }

  @Test
  void twoVersionsOfOneArtifactFailEveryBuild() throws Exception {
    Path root = ROOT.resolve("pom.xml");
    List<Element> rules = elements(root, "dependencyConvergence");
    assertThat(rules).hasSize(1);
    // Of the build itself, not of a profile that one may leave out.
    assertThat(ancestors(rules.get(0))).contains("build").doesNotContain("profile");
    for (Path pom : poms()) {
      assertThat(elements(pom, "enforcer.skip")).as(pom.toString()).isEmpty();
    }
  }

  /** A message of a library that has the same name is another message then. */
  @Test
  void everyMessageHasAPackageOfOurOwn() throws IOException {
    List<Path> protos = files("proto/src/main/proto", ".proto");
    assertThat(protos).hasSizeGreaterThan(3);
    for (Path proto : protos) {
      assertThat(Files.readString(proto))
          .as(proto.toString())
          .contains("\npackage simclrbeam.v1;\n")
          .contains("\noption java_package = \"io.github.simclrbeam.proto\";\n");
    }
  }

  private static List<Path> poms() throws IOException {
    List<Path> poms = new ArrayList<>(List.of(ROOT.resolve("pom.xml")));
    for (String folder : List.of("proto", "transforms", "pipelines", "infra")) {
      poms.addAll(files(folder, "pom.xml"));
    }
    assertThat(poms).hasSizeGreaterThan(20);
    return poms;
  }

  /** Returns the files of sources; what is built lies in deeper folders, or is not named so. */
  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> paths = Files.walk(ROOT.resolve(folder), 4)) {
      return paths.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<Element> elements(Path pom, String name) throws Exception {
    NodeList found =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> ancestors(Element element) {
    List<String> names = new ArrayList<>();
    for (var node = element.getParentNode(); node != null; node = node.getParentNode()) {
      names.add(node.getNodeName());
    }
    return names;
  }
}
