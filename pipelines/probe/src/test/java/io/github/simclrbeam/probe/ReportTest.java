package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.simclrbeam.embeddings.EmbeddingReader;
import io.github.simclrbeam.evaluate.EvaluationResult;
import io.github.simclrbeam.evaluate.ImageNeighbours;
import io.github.simclrbeam.evaluate.MapPoint;
import io.github.simclrbeam.evaluate.Neighbour;
import io.github.simclrbeam.proto.EvaluationCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
  private static final int IMAGES = 30;

  @TempDir Path directory;

  private EmbeddedImages train;
  private EmbeddedImages test;
  private TrainingRun run;
  private ViewRows views;

  @BeforeEach
  void makeInputs() throws IOException {
    Fixtures files = new Fixtures(directory);
    Path trainImages = files.idx("train-idx3-ubyte", IMAGES);
    Path testImages = files.idx("t10k-idx3-ubyte.gz", IMAGES);
    train = read(files.embeddings("train", trainImages, IMAGES, true, 0.2));
    test = read(files.embeddings("test", testImages, IMAGES, true, 0.2));
    run = TrainingRun.read(files.run("run"));
    views = ViewRows.read(files.views("views", trainImages, 5));
  }

  @Test
  void aLabelledReportHasEverySection() {
    String page = labelled(Cards.ahead().build());
    assertThat(sections(page))
        .containsExactly(
            "result",
            "neighbours",
            "map",
            "confusion",
            "views",
            "training",
            "label-free",
            "integrity",
            "provenance",
            "protocol");
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("85.1%", "95% interval 84.4 to 85.8", "ahead by 3.1 points", "T-shirt/top")
        .contains("Multinomial logistic regression by L-BFGS on standardized embeddings")
        .contains("How to reproduce", "--output&#x3D;here")
        .doesNotContain("id=\"no-probe\"", "class=\"banner bad\"");
    assertThat(data(page).keySet())
        .containsExactlyInAnyOrder("accuracy", "map", "confusion", "loss");
  }

  @Test
  void anUnlabelledReportSaysWhyThereIsNoProbe() {
    EvaluationCard card = Cards.unlabelled().build();
    String page =
        Report.render(
            input(card, Optional.empty(), neighbours(-1), Optional.empty(), Optional.empty()));
    assertThat(sections(page))
        .containsExactly("neighbours", "map", "label-free", "integrity", "provenance", "protocol");
    assertThat(page)
        .contains("id=\"no-probe\"")
        .contains("The images have no labels, so there is nothing to predict.")
        .contains("10,000 images embedded, spread over about 41 of 128 dimensions.");
  }

  @Test
  void nothingIsFetchedFromAnywhere() {
    String page = labelled(Cards.ahead().build());
    Matcher attribute =
        Pattern.compile(
                "(?i)<[^>]*\\b(?:src|href|srcset|action|poster|data)\\s*=\\s*[\"']?([^\"'\\s>]*)")
            .matcher(page.replaceAll("(?s)<script>.*?</script>", ""));
    while (attribute.find()) {
      assertThat(attribute.group(1)).matches("#[a-z-]+|data:,");
    }
    Matcher url = Pattern.compile("url\\(([^)]{0,40})").matcher(styles(page));
    int urls = 0;
    while (url.find()) {
      urls++;
      assertThat(url.group(1)).startsWith("data:image/");
    }
    assertThat(urls).isEqualTo(3);
    assertThat(styles(page)).doesNotContain("@import", "http:", "https:");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void theFileStaysSmall() {
    assertThat(labelled(Cards.ahead().build()).length()).isLessThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<b>bold</b>", "\"quoted'", "</script><script>alert(1)</script>", "<!--"})
  void namesOfUserDataAreOnlyText(String name) {
    EvaluationCard card = Cards.ahead().setLabelNames(0, name).build();
    String page = labelled(card);
    assertThat(page.replace(styles(page), ""))
        .doesNotContain(name.equals("\"quoted'") ? "title=\"\"quoted" : name);
    assertThat(page)
        .contains(
            name.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    assertThat(data(page).getAsJsonObject("confusion").getAsJsonArray("names").get(0).getAsString())
        .isEqualTo(name);
  }

  @Test
  void theScriptElementsAreExactlyOurs() {
    String page = labelled(Cards.ahead().setLabelNames(0, "</script><script>").build());
    assertThat(page.split("<script", -1)).hasSize(1 + 8);
    assertThat(page.split("</script", -1)).hasSize(1 + 8);
  }

  @Test
  void aFailedCheckIsOnTopOfThePage() {
    EvaluationCard card =
        Cards.ahead()
            .addIntegrity(
                Cards.check("train-test-disjoint", false, "5 test images are in train: a<b"))
            .build();
    String page = labelled(card);
    assertThat(page)
        .contains("Do not rely on these figures: 1 of 4 integrity checks failed.")
        .contains("Train test disjoint: 5 test images are in train: a&lt;b")
        .contains("<tr class=\"failed\"><th scope=\"row\">Train test disjoint<span")
        .contains(">FAIL<");
    assertThat(page.indexOf("Do not rely")).isLessThan(page.indexOf("<main>"));
  }

  @Test
  void unknownMakingAloneIsNoFaultButNothingVouches() {
    EvaluationCard card =
        Cards.ahead()
            .addIntegrity(Cards.check("provenance", false, "train has no manifest"))
            .build();
    assertThat(labelled(card))
        .contains("Nothing vouches for these figures: 1 of 4 integrity checks failed.")
        .doesNotContain("Do not rely");
  }

  @Test
  void weightsFromElsewhereAreNamed() {
    EvaluationCard.Builder card = Cards.ahead();
    card.getProbedBuilder().setCheckpointStep(0).setWeights("/w/resnet18.safetensors");
    assertThat(labelled(card.build())).contains("from elsewhere: /w/resnet18.safetensors");
    assertThat(labelled(Cards.ahead().build())).doesNotContain("from elsewhere");
  }

  @Test
  void aBaselineThatIsNotBeatenIsInTheHeadlineAndTheTable() {
    String page = labelled(Cards.behind().build());
    assertThat(page)
        .contains("<h1>Raw pixels are not beaten with all 6,000 labels: they get 82.7%")
        .contains("not beaten: raw pixels are ahead by 0.5 points")
        .doesNotContain("every time");
  }

  @Test
  void neighboursAreMarkedByLabel() {
    String page = labelled(Cards.ahead().build());
    assertThat(page)
        .contains("<figure class=\"thumb right\">")
        .contains("<figure class=\"thumb wrong\">")
        .contains("1 of the 3 neighbours shown have the class of their query.")
        .contains("aria-label=\"T-shirt/top, similarity 0.97, same class\"");
  }

  @Test
  void aPictureThatCannotBeHadIsAFrameThatSaysSo() {
    String page = labelled(Cards.ahead().build());
    assertThat(page)
        .contains(
            "<span class=\"pic none\" style=\"\" role=\"img\" aria-label=\"no picture of Pullover,"
                + " similarity 0.92, another class\">no picture</span>");
  }

  @Test
  void equalInputGivesEqualBytes() {
    EvaluationCard card = Cards.ahead().build();
    assertThat(labelled(card)).isEqualTo(labelled(card));
  }

  @Test
  void theMapHoldsAPictureForEachPoint() {
    JsonObject map = data(labelled(Cards.ahead().build())).getAsJsonObject("map");
    assertThat(map.getAsJsonArray("x")).hasSize(IMAGES);
    assertThat(map.getAsJsonArray("pictures").get(IMAGES - 1).getAsInt()).isEqualTo(IMAGES - 1);
    assertThat(map.getAsJsonObject("sheet").get("name").getAsString()).isEqualTo("sheet-map");
  }

  @Test
  void anOriginalIsPromisedOnlyToTheLinesThatHaveOne() {
    Map<String, String> some = new HashMap<>(train.uris());
    some.remove(views.rows().get(0).id());
    assertThat(viewsNote(train.uris())).startsWith("Left of each line: the original image.");
    assertThat(viewsNote(some)).startsWith("Left of a line, set apart: the original image, where");
    assertThat(viewsNote(Map.of())).doesNotContain("original");
  }

  private String viewsNote(Map<String, String> uris) {
    EmbeddedImages images = new EmbeddedImages(train.features(), uris);
    return ViewSection.of(views, images, new PictureSource()).section().note();
  }

  private String labelled(EvaluationCard card) {
    return Report.render(
        input(card, Optional.of(test), neighbours(0), Optional.of(run), Optional.of(views)));
  }

  private ReportInput input(
      EvaluationCard card,
      Optional<EmbeddedImages> tested,
      ImageNeighbours neighbours,
      Optional<TrainingRun> trained,
      Optional<ViewRows> seen) {
    EmbeddedImages queries = tested.orElse(train);
    List<MapPoint> map = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      map.add(
          new MapPoint(queries.features().table().id(i), i, -i, tested.isPresent() ? i % 3 : -1));
    }
    EvaluationResult result =
        new EvaluationResult(card, List.of(), map, "PCA", List.of(neighbours));
    return new ReportInput(
        result, train, tested, trained, seen, List.of(), "simclr-beam probe --output=here");
  }

  private ImageNeighbours neighbours(int label) {
    String query = (label < 0 ? train : test).features().table().id(0);
    return new ImageNeighbours(
        query,
        label,
        List.of(
            new Neighbour(train.features().table().id(3), 0.97, label),
            new Neighbour(train.features().table().id(4), 0.93, label < 0 ? -1 : 1),
            new Neighbour("gone", 0.92, label < 0 ? -1 : 2)));
  }

  private static EmbeddedImages read(String uri) throws IOException {
    return EmbeddedImages.of(EmbeddingReader.readAll(uri));
  }

  private static List<String> sections(String page) {
    return Pattern.compile("<section id=\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String styles(String page) {
    return page.substring(page.indexOf("<style>"), page.indexOf("</style>"));
  }

  private static JsonObject data(String page) {
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(start) + start.length();
    return JsonParser.parseString(page.substring(from, page.indexOf("</script>", from)))
        .getAsJsonObject();
  }
}
