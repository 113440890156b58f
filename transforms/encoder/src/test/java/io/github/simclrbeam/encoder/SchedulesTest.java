package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.proto.ScheduleSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SchedulesTest {
  @Test
  void emptySettingsAreTheScheduleOfOld() {
    Schedule expected = new Schedule(2, 976, 9766);
    Schedule found = Schedules.of(ScheduleSettings.getDefaultInstance(), 2, 976, 9766, 97);
    for (long step = 0; step < 10_000; step += 61) {
      assertThat(found.valueAt(step)).isEqualTo(expected.valueAt(step));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.2",
    "5, 1.2",
    "9, 2.0",
    "10, 2.0",
    "11, 1.9993776851997163",
    "50, 1.1590192534134598",
    "98, 0.0026223148002837786",
    "99, 0.002",
    "100, 0.002"
  })
  void lightlysRatesAreLightlys(long step, double expected) {
    // 2.0 x cosine_warmup_schedule(step, 100, 1.0, .001, 10, 0.0) of lightly 1.6.0.
    ScheduleSettings settings =
        settings().setWarmUp("one-based").setEndFraction(.001).setEndAtLastStep(true).build();
    assertThat(Schedules.of(settings, 2, 10, 100, 10).valueAt(step))
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3e-5",
    "1, 0.00407010101010101",
    "50, 0.20203505050505055",
    "99, 0.4",
    "100, 0.4",
    "101, 0.3999987815315581",
    "550, 0.2",
    "999, 1.2184684419214165e-06"
  })
  void soloLearnsRatesAreThoseOfItsClosedForm(long step, double expected) {
    // LinearWarmupCosineAnnealingLR(100, 1000, warmup_start_lr=3e-5), base .4, by its closed form.
    ScheduleSettings settings = settings().setWarmUp("from-rate").setWarmUpRate(3e-5).build();
    assertThat(Schedules.of(settings, .4, 100, 1000, 10).valueAt(step))
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.03",
    "1, 0.029998149487224908",
    "50, 0.025606601717798213",
    "100, 0.014999999999999998",
    "199, 1.8505127750911846e-06"
  })
  void ratesOfEpochsArePyTorchs(long epoch, double expected) {
    // torch.optim.lr_scheduler.CosineAnnealingLR(T_max=200) of PyTorch 2.7.1, a step an epoch.
    Schedule schedule = Schedules.of(settings().setPerEpoch(true).build(), .03, 0, 200L * 390, 390);
    assertThat(schedule.valueAt(epoch * 390)).isCloseTo(expected, within(1e-12));
    assertThat(schedule.valueAt(epoch * 390 + 389)).isEqualTo(schedule.valueAt(epoch * 390));
  }

  @ParameterizedTest
  @CsvSource({
    "zero-based, 0, 1.0",
    "one-based, .5, 1.0",
    "from-rate, .25, 1.0",
  })
  void warmUpOfEpochsRisesBetweenThem(String warmUp, double first, double third) {
    // Two epochs of 10 steps of warm-up to rate 1, of 5 epochs.
    ScheduleSettings.Builder settings = settings().setPerEpoch(true).setWarmUp(warmUp);
    if (warmUp.equals("from-rate")) {
      settings.setWarmUpRate(.25);
    }
    Schedule schedule = Schedules.of(settings.build(), 1, 20, 50, 10);
    assertThat(schedule.valueAt(9)).isEqualTo(first);
    assertThat(schedule.valueAt(10)).isEqualTo(warmUp.equals("zero-based") ? .5 : 1);
    assertThat(schedule.valueAt(20)).isEqualTo(third);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.003",
    "949, 0.003",
    "950, 0.0006",
    "974, 0.0006",
    "975, 0.00012",
    "999, 0.00012"
  })
  void milestonesFromTheEndArePyTorchs(long epoch, double expected) {
    // torch.optim.lr_scheduler.MultiStepLR([950, 975], .2) of PyTorch 2.7.1, 1000 epochs.
    ScheduleSettings settings =
        settings()
            .setDecay("steps")
            .setFactor(.2)
            .addMilestoneEpochs(-50)
            .addMilestoneEpochs(-25)
            .build();
    Schedule schedule = Schedules.of(settings, .003, 0, 97_000, 97);
    assertThat(schedule.valueAt(epoch * 97 + 96)).isCloseTo(expected, within(1e-15));
  }

  @Test
  void constantRatesStay() {
    Schedule schedule = Schedules.of(settings().setDecay("constant").build(), .3, 2, 10, 5);
    assertThat(schedule.valueAt(1)).isEqualTo(.15);
    assertThat(schedule.valueAt(2)).isEqualTo(.3);
    assertThat(schedule.valueAt(100)).isEqualTo(.3);
  }

  @ParameterizedTest(name = "{0}, {1} of {2} steps, per epoch {3}")
  @MethodSource("edges")
  void everyRateIsFiniteAndWithinTheBase(
      ScheduleSettings settings, long warmUp, long total, boolean perEpoch) {
    Schedule schedule =
        Schedules.of(settings.toBuilder().setPerEpoch(perEpoch).build(), .5, warmUp, total, 3);
    for (long step = 0; step < total + 3; step++) {
      assertThat(schedule.valueAt(step)).isBetween(0.0, 0.5);
    }
  }

  static List<Arguments> edges() {
    List<ScheduleSettings> settings =
        List.of(
            settings().build(),
            settings().setWarmUp("one-based").setEndAtLastStep(true).build(),
            settings().setWarmUp("from-rate").setWarmUpRate(.1).build(),
            settings().setDecay("steps").addMilestoneEpochs(1).build());
    long[][] lengths = {{0, 10}, {10, 10}, {20, 10}, {0, 1}, {1, 1}, {1, 2}, {3, 7}};
    return settings.stream()
        .flatMap(
            each ->
                List.of(lengths).stream()
                    .flatMap(
                        of ->
                            List.of(true, false).stream()
                                .map(perEpoch -> Arguments.of(each, of[0], of[1], perEpoch))))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    // google-research/simclr on ImageNet: .075 sqrt(4096) = .3 x 4096 / 256.
    "square-root, 0, .075, 4096, 4.8",
    "linear, 0, .3, 4096, 4.8",
    "'', 0, .3, 4096, 4.8",
    // lightly's CIFAR benchmark: .06 x 512 / 128.
    "linear, 128, .06, 512, .24",
    "square-root, 256, .1, 1024, .2",
    "none, 0, .1, 1024, .1"
  })
  void ratesGrowWithTheBatch(
      String scaling, int reference, double rate, int batch, double expected) {
    ScheduleSettings settings = settings().setScaling(scaling).setScalingBatch(reference).build();
    assertThat(Schedules.scaledRate(settings, rate, batch)).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void everythingWrongIsSaidAtOnce(ScheduleSettings settings, List<String> expected) {
    assertThat(Schedules.problems(settings)).isEqualTo(expected);
    assertThatThrownBy(() -> Schedules.of(settings, 1, 0, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(String.join("; ", expected));
  }

  static List<Arguments> wrongSettings() {
    return List.of(
        Arguments.of(
            settings().setDecay("cosin").setEndFraction(1.5).setWarmUp("zerobased").build(),
            List.of(
                "decay must be one of cosine, steps, constant, but was: cosin; did you mean"
                    + " cosine?",
                "end fraction must be in [0, 1], but was: 1.5",
                "warm-up must be one of zero-based, one-based, from-rate, but was: zerobased; did"
                    + " you mean zero-based?")),
        Arguments.of(
            settings().setDecay("steps").setEndFraction(.1).setFactor(0).build(),
            List.of(
                "end fraction is read by cosine only",
                "factor must be in (0, 1], but was: 0.0",
                "list of milestones must be of one or more, but was: []")),
        Arguments.of(
            settings().addMilestoneEpochs(Double.NaN).setWarmUpRate(-1).build(),
            List.of(
                "a milestone must be a number of epochs, but was: NaN",
                "list of milestones is read by steps only",
                "warm-up rate must be at least 0, but was: -1.0",
                "warm-up rate is read by from-rate only")),
        Arguments.of(
            settings().setScaling("sqrt").setScalingBatch(-1).build(),
            List.of(
                "scaling must be one of linear, square-root, none, but was: sqrt",
                "scaling batch must be at most 2147483647, but was: 4294967295")));
  }

  @Test
  void milestonesBeforeTheStartAreRefused() {
    ScheduleSettings settings = settings().setDecay("steps").addMilestoneEpochs(-50).build();
    assertThatThrownBy(() -> Schedules.of(settings, 1, 0, 200, 10))
        .hasMessage(
            "a milestone that counts from the end must be within the run of 200 steps of 10 an"
                + " epoch, but was: -50.0");
  }

  private static ScheduleSettings.Builder settings() {
    return ScheduleSettings.newBuilder();
  }
}
