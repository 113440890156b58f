package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.options.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentSplitTest {
  private static final List<String> DIGESTS =
      IntStream.range(0, 2_000)
          .mapToObj(i -> ContentDigest.of(Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
          .toList();

  @Test
  void everyImageFallsToOneSplitOfEachOfTheWholePercentThreeWaySplits() {
    int splits = 0;
    for (int train = 1; train <= 98; train++) {
      for (int validation = 1; train + validation <= 99; validation++) {
        String percents =
            "train=%d,val=%d,test=%d".formatted(train, validation, 100 - train - validation);
        ContentSplit first = split(percents, "train");
        ContentSplit second = split(percents, "val");
        ContentSplit third = split(percents, "test");
        for (String digest : DIGESTS.subList(0, 20)) {
          int taken =
              (first.takes(digest) ? 1 : 0)
                  + (second.takes(digest) ? 1 : 0)
                  + (third.takes(digest) ? 1 : 0);
          assertThat(taken).as(percents).isEqualTo(1);
        }
        splits++;
      }
    }
    assertThat(splits).isEqualTo(4_851);
  }

  @Test
  void sharesAreAsLargeAsTheySay() {
    ContentSplit test = split("train=80,test=20", "test");
    long taken = DIGESTS.stream().filter(test::takes).count();
    // Binomial of 2,000 and .2: mean 400, standard deviation 17.9.
    assertThat(taken).isBetween(330L, 470L);
  }

  @Test
  void anotherSeedSplitsOtherwise() {
    Problems problems = new Problems();
    ContentSplit one = ContentSplit.parse("a=50,b=50", 1, "a", problems).orElseThrow();
    ContentSplit two = ContentSplit.parse("a=50,b=50", 2, "a", problems).orElseThrow();
    long different = DIGESTS.stream().filter(d -> one.takes(d) != two.takes(d)).count();
    assertThat(different).isBetween(850L, 1_150L);
  }

  @Test
  void aLargerShareHoldsTheSmallerOne() {
    ContentSplit small = split("train=10,rest=90", "train");
    ContentSplit large = split("train=60,rest=40", "train");
    assertThat(DIGESTS.stream().filter(small::takes)).allMatch(large::takes);
  }

  @Test
  void theHundredthOfADigestIsWhatItAlwaysWas() {
    // SHA-256 of eight zero bytes and of the 64 digits of SHA-256("0"), first 8 bytes, modulo 100.
    int hundredth =
        IntStream.range(0, 100)
            .filter(i -> new ContentSplit(i, i + 1, 0).takes(DIGESTS.get(0)))
            .findFirst()
            .orElseThrow();
    assertThat(hundredth).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train=80",
        "train=80,test=21",
        "train=80,train=20",
        "train=80.5,test=19.5",
        "80,20",
        "",
        "train=0,test=100",
        "train=-1,test=101",
        "a b=50,c=50",
        "train=80;test=20"
      })
  void percentsThatDoNotAddUpAreRefused(String percents) {
    Problems problems = new Problems();
    assertThat(ContentSplit.parse(percents, 0, "train", problems)).isEmpty();
    assertThat(problems.found())
        .singleElement()
        .asString()
        .contains("--splitPercents", "must be different names with whole per cent", percents);
  }

  @ParameterizedTest
  @CsvSource({"test, test", "'', not given"})
  void theSplitMustBeOneOfThose(String wanted, String shown) {
    Problems problems = new Problems();
    Optional<ContentSplit> split = ContentSplit.parse("a=50,b=50", 0, wanted, problems);
    assertThat(split).isEmpty();
    assertThat(problems.found()).singleElement().asString().contains("--split:", "was: " + shown);
  }

  private static ContentSplit split(String percents, String name) {
    return ContentSplit.parse(percents, 0, name, new Problems()).orElseThrow();
  }
}
