package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.WeightsFile;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Interpolation;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options say of encoders, weights and preparation, and what they may not say. */
class FeaturePlansTest {
  private static final String NAMED = "--encoder=resnet-tiny --stem=small";

  @TempDir static Path directory;
  private static String digest;

  @BeforeAll
  static void makeFiles() throws IOException {
    Folder.ofImages(directory.resolve("images"), 2, 3);
    TinyCheckpoint.write(directory.resolve("run"), 3);
    weights("colour", EncoderArchitectures.of("resnet-tiny", "small", 3));
    weights("gray", EncoderArchitectures.of("resnet-tiny", "small", 1));
    weights("tiny", EncoderArchitectures.tiny(3, 8, 8, TinyCheckpoint.DIMENSION));
    weights("four", EncoderArchitectures.of("resnet-tiny", "small", 4));
    digest = WeightsFile.read(directory + "/colour").digest();
    byte[] whole = Files.readAllBytes(directory.resolve("colour"));
    Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));
    Files.write(directory.resolve("pickle"), new byte[] {'P', 'K', 3, 4, 0, 0, 8, 8});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--encoder=resnet18 | weights | is missing: --encoder names no weights; --features=untrained",
        "--weights=D/colour | encoder | is missing: it or --checkpoint says which network the",
        "--weights=D/colour --features=untrained --encoder=resnet-tiny | weights | untrained weights",
        "--weights=D/colour --features=untrained --checkpoint=D/run | weights | is for --features=enc",
        "--weights=D/colour --features=pixels | weights | is for --features=encoder: pixels have no",
        "--encoder=resnet18 --features=pixels | encoder | is for an encoder, and --features=pixels",
        "--device=gpu0 --features=pixels | device | is for an encoder, and --features=pixels",
        "--device=cpu,cpu --checkpoint=D/run | device | must name one device, but was: cpu,cpu",
        "--device=cuda --checkpoint=D/run | device | devices must be cpu, or names such as gpu0",
        "--device=gpu99 --checkpoint=D/run | device | gpu99: ",
        "--normalize=none --features=pixels | normalize | is for an encoder, and --features=pixels",
        "--encoder=resnet18 --checkpoint=D/run | encoder | is for an encoder without --checkpoint",
        "--encoderWidth=2 --checkpoint=D/run | encoderWidth | is for an encoder without --checkpoint",
        "--stem=small --checkpoint=D/run | stem | is for an encoder without --checkpoint, which says",
        "--normalize=none --checkpoint=D/run | normalize | is for an encoder without --checkpoint",
        "--imageSize=9 --checkpoint=D/run --weights=D/tiny | imageSize | is for --features=pixels",
        "--checkpoint=nowhere://run | checkpoint | nowhere",
        "--encoder=resnet51 --weights=D/colour | encoder | did you mean resnet50?",
        "--encoder=resnet18 --stem=big --weights=D/colour | stem | must be one of small, imagenet",
        "--encoder=resnet152 --encoderWidth=4 --features=untrained | encoder | must be at most 5366",
        "N --weights=D/colour --weights=D/gray | weights | is given 2 times",
        "N --weights=D/none | weights | there is no file D/none",
        "N --weights=D/images | weights | there is no file D/images",
        "N --weights=nowhere://w/colour | weights | nowhere",
        "N --weights=D/cut | weights | must begin at",
        "N --weights=D/pickle | weights | weights must be safetensors, but was: a PyTorch pickle",
        "N --weights=D/gray --channels=3 | weights | [16, 3, 3, 3], but was: F32 [16, 1, 3, 3] (D/gr",
        "N --weights=D/colour --channels=2 | channels | must be 1 or 3, but was: 2",
        "N --weights=D/four | weights | [16, 3, 3, 3], but was: F32 [16, 4, 3, 3] (D/four)",
        "--weights=D/colour --checkpoint=D/run | weights | [8, 3, 3, 3], but was: F32 [16, 3, 3, 3]",
        "--weights=D/colour --encoder=resnet-tiny | weights | (D/colour); did you mean --stem=small?",
        "--weights=D/colour --encoder=resnet18 | weights | BF16 [64], but was: F32 [16]",
      })
  void whatDoesNotGoTogetherIsSaidInOneLineAndNothingIsTouched(
      String options, String name, String message) {
    assertThat(problems(options))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.option()).isEqualTo("--" + name);
              assertThat(problem.message()).contains(message.replace("D/", directory + "/"));
              assertThat(problem.message()).doesNotContain("\n");
            });
    assertThat(directory.resolve("out")).doesNotExist();
  }

  /** Overwriting it would delete the file. */
  @Test
  void weightsWithinTheOutputAreRefused() {
    assertThat(problems("N --weights=D/out/w"))
        .anySatisfy(
            problem -> {
              assertThat(problem.option()).isEqualTo("--weights");
              assertThat(problem.message())
                  .isEqualTo(
                      "must not lie within the output, %1$s/out, but was: %1$s/out/w", directory);
            });
  }

  @Test
  void everyOptionThatACheckpointSaysIsNamedAtOnce() {
    assertThat(problems(NAMED + " --checkpoint=D/run --channels=3 --weights=D/none"))
        .extracting(Problem::option)
        .containsExactlyInAnyOrder("--encoder", "--stem", "--channels", "--weights");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "N --weights=D/colour | 224 | 3 | 0.485 0.456 0.406 | 0.229 0.224 0.225",
        "N --weights=D/gray | 224 | 1 | 0.449 | 0.226",
        "N --weights=D/colour --channels=1 | 224 | 1 | 0.449 | 0.226",
        "N --weights=D/colour --imageSize=32 | 32 | 3 | 0.485 0.456 0.406 | 0.229 0.224 0.225",
        "N --weights=D/colour --normalize=none | 224 | 3 | '' | ''",
        "--features=untrained --encoder=resnet18 --normalize=cifar10 | 224 | 3"
            + " | 0.4914 0.4822 0.4465 | 0.2023 0.1994 0.201",
        "--checkpoint=D/run --weights=D/tiny | 8 | 3 | '' | ''",
      })
  void imagesArePreparedAsTheOptionsOrTheCheckpointSay(
      String options, int size, int channels, String mean, String deviation) throws IOException {
    Preprocessing preprocessing = plan(options).spec().preprocessing();
    assertThat(preprocessing.getImageSize()).isEqualTo(size);
    assertThat(preprocessing.getChannels()).isEqualTo(channels);
    assertThat(preprocessing.getInterpolation()).isEqualTo(Interpolation.BILINEAR);
    assertThat(rounded(preprocessing.getMeanList())).isEqualTo(mean);
    assertThat(rounded(preprocessing.getStdList())).isEqualTo(deviation);
  }

  @Test
  void theStemIsImagenetsAndTheWidthPlainUnlessTheOptionsSayOtherwise() throws IOException {
    assertThat(plan("--features=untrained --encoder=resnet50").spec().encoder())
        .isEqualTo(EncoderArchitectures.of("resnet50", "imagenet", 3, 1));
    assertThat(
            plan("--features=untrained --encoder=resnet18 --encoderWidth=2 --stem=small")
                .spec()
                .encoder())
        .isEqualTo(EncoderArchitectures.of("resnet18", "small", 3, 2));
  }

  @Test
  void theNotesSayWhatIsDoneToWeightsAndImages() throws IOException {
    assertThat(plan("N --weights=D/colour --channels=1 --imageSize=32").notes())
        .containsExactly(
            "weights: %s/colour, for resnet-tiny with small stem".formatted(directory),
            "weights: conv1.weight for 3 channels was added up to 1",
            "images: shorter side to 32 pixels (bilinear, antialiased), the centre 32 x 32, gray;"
                + " input = (byte / 255 - mean) / deviation, mean 0.449, deviation 0.226");
    assertThat(plan("--features=untrained --encoder=resnet18 --normalize=none").notes())
        .containsExactly(
            "images: shorter side to 224 pixels (bilinear, antialiased), the centre 224 x 224, RGB;"
                + " input = byte / 255");
    assertThat(plan("--checkpoint=D/run").notes()).isEmpty();
  }

  @Test
  void theIdentityHoldsWhatDecidesTheRows() throws IOException {
    assertThat(plan("N --weights=D/colour").identity())
        .containsEntry("weights", digest)
        .containsEntry("encoder", "resnet-tiny")
        .containsEntry("encoderWidth", "1")
        .containsEntry("stem", "small")
        .containsEntry("normalize", "imagenet")
        .containsEntry("imageSize", "224")
        .doesNotContainKeys("checkpoint", "encoderDigest", "seed");
    assertThat(plan("--checkpoint=D/run").identity())
        .containsKeys("checkpoint", "encoderDigest")
        .doesNotContainKeys("weights", "encoder", "stem", "normalize", "seed");
  }

  @Test
  void everyEncoderAndStemCanBeNamed() {
    var described = OptionDescription.of(EmbedOptions.class);
    assertThat(described.get("encoder").oneOf()).isEqualTo(EncoderArchitectures.names());
    assertThat(described.get("stem").oneOf()).isEqualTo(EncoderArchitectures.stems());
  }

  private static void weights(String name, EncoderArchitecture encoder) throws IOException {
    Path file = TinyCheckpoint.write(directory.resolve("of-" + name), encoder, 5).weights();
    Files.copy(file, directory.resolve(name));
  }

  private FeaturePlan plan(String options) throws IOException {
    Problems problems = new Problems();
    var plan = FeaturePlans.of(parsed(options), Optional.empty(), problems);
    problems.throwIfAny();
    return plan.orElseThrow();
  }

  private List<Problem> problems(String options) {
    Problems problems = new Problems();
    return catchThrowableOfType(
            InvalidOptionsException.class,
            () -> EmbedStage.run(parsed(options, problems), problems))
        .problems();
  }

  private EmbedOptions parsed(String options) {
    return parsed(options, new Problems());
  }

  private EmbedOptions parsed(String options, Problems problems) {
    List<String> arguments = new ArrayList<>();
    String all = "--input=D/images --output=D/out " + options.replace("N ", NAMED + " ");
    for (String option : all.split(" ", -1)) {
      arguments.add(option.replace("=D/", "=" + directory + "/"));
    }
    return OptionsParser.parse(EmbedOptions.class, arguments, problems);
  }

  private static String rounded(List<Double> values) {
    return String.join(
        " ", values.stream().map(value -> String.valueOf((float) (double) value)).toList());
  }
}
