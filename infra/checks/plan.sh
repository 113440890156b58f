#!/usr/bin/env bash
# Holds plans to what runs then do: on three unlike data sets it runs plan and then views, and prints what was predicted, what was,
# and the error. Records and shards must be exact, bytes within 10 %, seconds within 30 %. Nothing else should be running.
# About three minutes on two cores.
#
# usage: plan.sh [FOLDER]     FOLDER: photographs of your own, in place of the ones that are drawn here
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

cat > "$work/Draw.java" <<'JAVA'
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Draw FOLDER TYPE COUNT LEAST MOST: pictures of waves and noise, their sides from LEAST to MOST pixels. */
class Draw {
  public static void main(String[] a) throws Exception {
    new File(a[0]).mkdirs();
    int least = Integer.parseInt(a[3]);
    int most = Integer.parseInt(a[4]);
    for (int i = 0; i < Integer.parseInt(a[2]); i++) {
      SplittableRandom random = new SplittableRandom(i);
      int width = random.nextInt(least, most + 1);
      int height = random.nextInt(least, most + 1);
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      double[][] across = waves(random, width);
      double[][] down = waves(random, height);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int rgb = 0;
          for (int c = 0; c < 3; c++) {
            double value = 128 + 55 * (across[c][x] + down[c][y]) + random.nextInt(16);
            rgb = rgb << 8 | (int) Math.max(0, Math.min(255, value));
          }
          image.setRGB(x, y, rgb);
        }
      }
      ImageIO.write(image, a[1], new File(a[0], "%04d.%s".formatted(i, a[1])));
    }
  }

  static double[][] waves(SplittableRandom random, int length) {
    double[][] waves = new double[3][length];
    for (double[] wave : waves) {
      double frequency = random.nextDouble() / 8;
      for (int i = 0; i < length; i++) {
        wave[i] = Math.sin(i * frequency);
      }
    }
    return waves;
  }
}
JAVA

# row NAME PREDICTED REAL MOST_ERROR
row() {
  if awk -v p="$2" -v r="$3" -v most="$4" 'BEGIN { e = p - r; if (e < 0) e = -e; exit !(e <= most * r) }'; then
    passed=$((passed + 1)); verdict=passed
  else
    failed=$((failed + 1)); verdict=FAILED
  fi
  awk -v n="$1" -v p="$2" -v r="$3" -v v="$verdict" \
    'BEGIN { printf "  %-8s predicted %14.1f  was %14.1f  error %+6.1f %%  %s\n", n, p, r, r == 0 ? 0 : 100 * (p - r) / r, v }'
}

# figure FILE MAP NAME: a number of run.json
figure() { sed -n "/\"$2\"/,/}/s/^ *\"$3\": *\([0-9.E+-]*\),*$/\1/p" "$1"; }

check() {
  local name=$1
  shift
  echo "$name"
  "$home/infra/bin/simclr-beam" plan views "$@" --save="$work/$name.json" > "$work/$name.txt" 2>> "$work/log"
  "$home/infra/bin/simclr-beam" views "$@" --output="$work/out-$name" --predicted="$work/$name.json" 2>> "$work/log" \
    || { tail -5 "$work/log" >&2; exit 1; }
  local run=$work/out-$name/run.json
  row records "$(figure "$run" predicted images)" "$(figure "$run" figures images)" 0
  row shards "$(sed -n 's/^  "shards": \([0-9]*\),$/\1/p' "$work/$name.json")" "$(find "$work/out-$name" -name '*.tfrecord-*' | wc -l)" 0
  row bytes "$(figure "$run" predicted bytes)" "$(figure "$run" figures bytes)" 0.1
  row seconds "$(figure "$run" predicted seconds)" "$(figure "$run" figures seconds)" 0.3
}

photographs=${1:-$work/photographs}
if [ $# -eq 0 ]; then java "$work/Draw.java" "$photographs" jpg 500 400 800; fi
java "$work/Draw.java" "$work/pictures" png 300 64 256

check fashion-mnist --input="$home/infra/samples/fashion-mnist/unlabelled-images-idx3-ubyte.gz" --recipe=fashion-mnist --viewsPerImage=4
check photographs --input="$photographs" --recipe=simclr-imagenet --shardBytes=4000000
check pictures --input="$work/pictures" --recipe=photographs --imageSize=64

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
