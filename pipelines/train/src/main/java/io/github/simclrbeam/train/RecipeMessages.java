package io.github.simclrbeam.train;

import io.github.simclrbeam.proto.LossSettings;
import io.github.simclrbeam.proto.OptimizerSettings;
import io.github.simclrbeam.proto.ProjectorBias;
import io.github.simclrbeam.proto.ProjectorOutputNorm;
import io.github.simclrbeam.proto.ScheduleSettings;
import java.util.Arrays;
import java.util.List;

/** A recipe's options, all of them set, as the messages that a checkpoint holds. */
final class RecipeMessages {
  private static final String NONE = "none";
  private static final String AUTO = "auto";

  private RecipeMessages() {}

  static LossSettings loss(RecipeOptions options) {
    LossSettings.Builder loss =
        LossSettings.newBuilder()
            .setName(options.getLoss())
            .setReduction(options.getLossReduction())
            .setTemperature(options.getTemperature());
    if (options.getLowestTemperature() > 0) {
      loss.setLowestTemperature(options.getLowestTemperature())
          .setTemperaturePeriodEpochs(options.getTemperaturePeriod());
    }
    if (options.getLoss().equals("dclw")) {
      loss.setSigma(options.getSigma());
    }
    return loss.build();
  }

  static OptimizerSettings optimizer(RecipeOptions options) {
    OptimizerSettings.Builder optimizer =
        OptimizerSettings.newBuilder()
            .setName(options.getOptimizer())
            .setWeightDecay(options.getWeightDecay())
            .addAllDecayed(words(options.getDecayed()));
    if (options.getClipNorm() > 0) {
      optimizer.setClipNorm(options.getClipNorm());
    }
    if (options.getClipValue() > 0) {
      optimizer.setClipValue(options.getClipValue());
    }
    if (options.getOptimizer().startsWith("adam")) {
      return optimizer
          .setBeta1(options.getBeta1())
          .setBeta2(options.getBeta2())
          .setEpsilon(options.getEpsilon())
          .build();
    }
    optimizer.setMomentum(options.getMomentum()).setNesterov(options.getNesterov());
    if (!options.getMomentumConvention().equals(AUTO)) {
      optimizer.setMomentumConvention(options.getMomentumConvention());
    }
    if (options.getOptimizer().equals("lars")) {
      optimizer
          .setLarsVariant(options.getLarsVariant())
          .setTrustCoefficient(options.getTrustCoefficient())
          .setClipRate(options.getClipRate())
          .addAllAdapted(words(options.getAdapted()));
    }
    return optimizer.build();
  }

  static ScheduleSettings schedule(RecipeOptions options) {
    ScheduleSettings.Builder schedule =
        ScheduleSettings.newBuilder()
            .setDecay(options.getSchedule())
            .setWarmUp(options.getWarmUp())
            .setPerEpoch(options.getRatePerEpoch());
    if (options.getWarmUp().equals("from-rate")) {
      schedule.setWarmUpRate(options.getWarmUpRate());
    }
    if (options.getSchedule().equals("cosine")) {
      schedule
          .setEndFraction(options.getEndFraction())
          .setEndAtLastStep(options.getEndAtLastStep());
    }
    if (options.getSchedule().equals("steps")) {
      schedule.setFactor(options.getMilestoneFactor());
      words(options.getMilestones()).stream()
          .map(Double::valueOf)
          .forEach(schedule::addMilestoneEpochs);
    }
    return schedule.build();
  }

  /** Returns how a rate that is for batches of so many pairs follows another size. */
  static ScheduleSettings scaling(RecipeOptions options, int pairs) {
    ScheduleSettings.Builder scaling =
        ScheduleSettings.newBuilder().setScaling(options.getLearningRateScaling());
    return options.getLearningRateScaling().equals(NONE)
        ? scaling.build()
        : scaling.setScalingBatch(pairs).build();
  }

  static ProjectorBias bias(RecipeOptions options) {
    return switch (options.getProjectorBias()) {
      case "all" -> ProjectorBias.BIAS_EVERYWHERE;
      case NONE -> ProjectorBias.BIAS_NOWHERE;
      case "unless-normed" -> ProjectorBias.BIAS_WHERE_NOT_NORMED;
      default -> ProjectorBias.PROJECTOR_BIAS_UNSPECIFIED;
    };
  }

  static ProjectorOutputNorm outputNorm(RecipeOptions options) {
    return switch (options.getProjectorOutputNorm()) {
      case "scale" -> ProjectorOutputNorm.OUTPUT_NORM_WITH_SCALE;
      case "full" -> ProjectorOutputNorm.OUTPUT_NORM_WITH_SCALE_AND_SHIFT;
      default -> ProjectorOutputNorm.PROJECTOR_OUTPUT_NORM_UNSPECIFIED;
    };
  }

  /** Returns the words of a list that commas divide; none of "none". */
  static List<String> words(String list) {
    return list.equals(NONE)
        ? List.of()
        : Arrays.stream(list.split(",")).map(String::strip).toList();
  }
}
