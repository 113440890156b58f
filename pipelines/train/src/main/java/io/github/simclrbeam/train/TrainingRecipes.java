package io.github.simclrbeam.train;

import io.github.simclrbeam.train.TrainingRecipe.EncoderChoice;
import io.github.simclrbeam.train.TrainingRecipe.Optimization;
import io.github.simclrbeam.train.TrainingRecipe.ProjectorChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The training recipes by name. Those named as a recipe of views are what its views are for. */
public final class TrainingRecipes {
  private static final String SGD = "sgd";

  private TrainingRecipes() {}

  /** Returns the names, ascending. */
  public static List<String> names() {
    return List.copyOf(all().keySet());
  }

  /** Returns the recipe of this name, if there is one. */
  public static Optional<TrainingRecipe> named(String name) {
    return Optional.ofNullable(all().get(name));
  }

  private static Map<String, TrainingRecipe> all() {
    Map<String, TrainingRecipe> recipes = new TreeMap<>();
    for (TrainingRecipe recipe :
        List.of(fashionMnist(), photographs(), simclrCifar10(), simclrImagenet())) {
      recipes.put(recipe.name(), recipe);
    }
    return recipes;
  }

  private static TrainingRecipe fashionMnist() {
    return new TrainingRecipe(
        "fashion-mnist",
        "28-pixel one-channel images on a CPU: 30,000 images take about five minutes on two cores."
            + " The learning rate was chosen on a hold-out of the training images",
        new EncoderChoice("resnet-tiny", "small"),
        new ProjectorChoice(2, 0, 64, true),
        256,
        5,
        0.2,
        new Optimization(SGD, 0.5, 0.9, 1e-4, 1),
        true);
  }

  private static TrainingRecipe photographs() {
    return new TrainingRecipe(
        "photographs",
        "a folder of photographs at about 96 pixels on a CPU or a small GPU: a first"
            + " representation of a few thousand images, not a published protocol",
        new EncoderChoice("resnet18", "imagenet"),
        new ProjectorChoice(2, 0, 128, true),
        64,
        20,
        0.2,
        new Optimization(SGD, 0.03, 0.9, 1e-4, 1),
        true);
  }

  private static TrainingRecipe simclrCifar10() {
    return new TrainingRecipe(
        "simclr-cifar10",
        "CIFAR-10 on one GPU. As the paper (Chen et al. 2020, B.9): ResNet-18 with a 3x3 stem, 512"
            + " pairs, 1000 epochs, temperature 0.5. Otherwise than the paper: SGD with momentum"
            + " and learning rate 0.03 x batch / 256 instead of LARS, decay 5e-4 of weights only,"
            + " no warm-up, a projector of 1024 and 128 without BatchNorm, as later one-GPU"
            + " reproductions. For 100 epochs take learning rate 0.12",
        new EncoderChoice("resnet18", "small"),
        new ProjectorChoice(2, 1024, 128, false),
        512,
        1000,
        0.5,
        new Optimization(SGD, 0.06, 0.9, 5e-4, 0),
        true);
  }

  private static TrainingRecipe simclrImagenet() {
    return new TrainingRecipe(
        "simclr-imagenet",
        "ImageNet on one large GPU. As the reference implementation: ResNet-50, a projector of"
            + " three layers with BatchNorm (2048, 2048, 128), temperature 0.1, 100 epochs, 10 of"
            + " warm-up, decay 1e-4. Otherwise than it: SGD with momentum instead of LARS, 256"
            + " pairs instead of 4096, no BatchNorm after the projector's last layer; expect less"
            + " than the published accuracy",
        new EncoderChoice("resnet50", "imagenet"),
        new ProjectorChoice(3, 0, 128, true),
        256,
        100,
        0.1,
        new Optimization(SGD, 0.06, 0.9, 1e-4, 10),
        true);
  }
}
