package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.junit.jupiter.api.Test;

class OptionsParserTest {
  /** Options of a made-up stage. */
  public interface ToyOptions extends StageOptions {
    @Description("Images.")
    @Validation.Required
    String getInput();

    void setInput(String input);

    @InRange(min = 1, max = 4096)
    Integer getImageSize();

    void setImageSize(Integer size);

    @OneOf({"raw", "png", "jpeg"})
    String getEncoding();

    void setEncoding(String encoding);

    @InRange(min = 0, max = 1)
    @Default.Double(0.5)
    double getMaxBadFraction();

    void setMaxBadFraction(double fraction);

    List<String> getBaseline();

    void setBaseline(List<String> baseline);
  }

  @Test
  void valuesArriveInTheirTypes() {
    ToyOptions options =
        parse(
            "--input=a",
            "--output=b",
            "--imageSize=28",
            "--encoding=png",
            "--overwrite",
            "--seed=7",
            "--maxBadFraction=0.25");
    assertThat(options.getInput()).isEqualTo("a");
    assertThat(options.getOutput()).isEqualTo("b");
    assertThat(options.getImageSize()).isEqualTo(28);
    assertThat(options.getEncoding()).isEqualTo("png");
    assertThat(options.getOverwrite()).isTrue();
    assertThat(options.getSeed()).isEqualTo(7L);
    assertThat(options.getMaxBadFraction()).isEqualTo(0.25);
  }

  @Test
  void whatIsNotGivenIsTheDefaultOrNull() {
    ToyOptions options = parse("--input=a", "--output=b");
    assertThat(options.getImageSize()).isNull();
    assertThat(options.getSeed()).isZero();
    assertThat(options.getMaxBadFraction()).isEqualTo(0.5);
    assertThat(options.getOverwrite()).isFalse();
  }

  @Test
  void listOptionsRepeatAndKeepTheirCommas() {
    ToyOptions options = parse("--input=a", "--output=b", "--baseline=p=x,y", "--baseline=r=u,v");
    assertThat(options.getBaseline()).containsExactly("p=x,y", "r=u,v");
  }

  @Test
  void optionsOfBeamPassThrough() {
    ToyOptions options = parse("--input=a", "--output=b", "--jobName=nightly");
    assertThat(options.getJobName()).isEqualTo("nightly");
  }

  @Test
  void everyProblemIsNamedAtOnceWithTheLegalRangeAndTheNearestName() {
    InvalidOptionsException e =
        catchThrowableOfType(
            InvalidOptionsException.class,
            () ->
                parse(
                    "--output=b",
                    "--imageSize=-3",
                    "--encoding=pgn",
                    "--imagSize=28",
                    "--seed=x",
                    "--maxBadFraction=NaN",
                    "--overwrite=maybe",
                    "stray",
                    "--output=c"));
    assertThat(e.problems())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "--imageSize: must be from 1 to 4096, but was: -3",
            "--encoding: must be one of raw, png, jpeg, but was: pgn; did you mean png?",
            "--imagSize: is unknown; did you mean imageSize?",
            "--seed: must be a whole number, but was: x",
            "--maxBadFraction: must be from 0 to 1, but was: NaN",
            "--overwrite: must be true or false, but was: maybe",
            "stray: is not an option; options look like --name=value",
            "--output: is given 2 times: [b, c]",
            "--input: is missing: Images.");
  }

  @Test
  void aNumberTooLargeForItsTypeIsAProblemNotAnOverflow() {
    InvalidOptionsException e =
        catchThrowableOfType(
            InvalidOptionsException.class,
            () -> parse("--input=a", "--output=b", "--imageSize=99999999999"));
    assertThat(e).hasMessage("--imageSize: must be a whole number, but was: 99999999999");
  }

  @Test
  void whatCanBeReadIsReadBesideWhatCannot() {
    Problems problems = new Problems();
    ToyOptions options =
        OptionsParser.parse(
            ToyOptions.class, Arrays.asList("--input=a", "--seed=x", "--imagSize=28"), problems);
    assertThat(options.getInput()).isEqualTo("a");
    assertThat(options.getSeed()).isZero();
    assertThat(options.getOutput()).isNull();
    assertThat(problems.size()).isEqualTo(3);
    assertThat(problems.concern("seed")).isTrue();
    assertThat(problems.concern("input")).isFalse();
  }

  /** Before anything is done: no jar here reads either of them. */
  @Test
  void aUriThatNothingHereReadsIsAProblemOfItsOption() {
    Problems problems = new Problems();
    ToyOptions options =
        OptionsParser.parse(
            ToyOptions.class,
            List.of("--input=a,s3://b/c", "--output=gs://b/run", "--baseline=pixels=x,gs://b/y"),
            problems);
    assertThat(problems.found())
        .extracting(Problem::toString)
        .allMatch(line -> line.contains("where nothing here reads or writes; known are"))
        .hasSize(3);
    assertThat(problems.found().toString())
        .contains("s3://b/c is at s3:", "gs://b/run", "gs://b/y");
    assertThat(options.getInput()).isNull();
  }

  @Test
  void localPathsAndFileUrisAreNone() {
    ToyOptions options = parse("--input=file:/a b/c:d", "--output=C:/x,y=z");
    assertThat(options.getInput()).isEqualTo("file:/a b/c:d");
  }

  private static ToyOptions parse(String... arguments) {
    return OptionsParser.parse(ToyOptions.class, Arrays.asList(arguments));
  }
}
