package org.patternscanner.data;

import java.io.IOException;
import java.util.stream.IntStream;

/**
 * What must be done to images of digits so that they lie as MNIST's do: upright, light on dark.
 *
 * @param transposed rows and columns change places, as in EMNIST's files
 * @param inverted dark becomes light
 */
public record Mending(boolean transposed, boolean inverted) {

    /** For images that are right as they are. */
    public static final Mending NONE = new Mending(false, false);

    private static final int SAMPLE = 1000;
    private static final int MNIST_SAMPLE = 10_000;
    private static final double BRIGHT = 170; // mean of an image's outermost pixels

    // MNIST itself, read by the nearest of its ten mean images: 82 % right, transposed 40 %.
    private static final double LEAST_ACCURACY = 0.6;
    private static final double MARGIN = 0.2;

    /** The images, mended; those given stay as they are. */
    public LabelledImages of(LabelledImages images) {
        if (equals(NONE)) {
            return images;
        }
        int side = LabelledImages.SIDE;
        byte[] mended = new byte[images.pixels().length];
        for (int i = 0; i < mended.length; i++) {
            int image = i / LabelledImages.PIXELS * LabelledImages.PIXELS;
            int from = transposed ? image + i % side * side + (i - image) / side : i;
            mended[i] = (byte) (inverted ? ~images.pixels()[from] : images.pixels()[from]);
        }
        return new LabelledImages(mended, images.labels());
    }

    /**
     * What seems to be wrong with images of digits: {@link #inverted} where their rim is bright,
     * {@link #transposed} where MNIST's mean images fit them much better after it. Of other
     * subjects, which those do not fit either way, only the first can be seen.
     *
     * @throws IOException if MNIST cannot be read
     */
    public static Mending missing(LabelledImages images) throws IOException {
        int count = Math.min(SAMPLE, images.size());
        LabelledImages sample =
                images.select(
                        IntStream.range(0, count)
                                .map(i -> (int) ((long) i * images.size() / count))
                                .toArray());
        boolean inverted = rim(sample) > BRIGHT;
        LabelledImages light = new Mending(false, inverted).of(sample);
        float[][] means = means(ImageSet.mnist().training().first(MNIST_SAMPLE));
        double turned = accuracy(new Mending(true, false).of(light), means);
        boolean transposed = turned > LEAST_ACCURACY && turned > accuracy(light, means) + MARGIN;
        return new Mending(transposed, inverted);
    }

    private static double rim(LabelledImages images) {
        int last = LabelledImages.SIDE - 1;
        return IntStream.range(0, images.pixels().length)
                .filter(
                        i -> {
                            int x = i % LabelledImages.SIDE;
                            int y = i / LabelledImages.SIDE % LabelledImages.SIDE;
                            return x == 0 || y == 0 || x == last || y == last;
                        })
                .map(i -> images.pixels()[i] & 0xff)
                .average()
                .orElse(0);
    }

    private static float[][] means(LabelledImages images) {
        float[][] means = new float[LabelledImages.CLASSES][LabelledImages.PIXELS];
        for (int label = 0; label < means.length; label++) {
            int[] all = images.indicesOf(label);
            for (int index : all) {
                for (int i = 0; i < LabelledImages.PIXELS; i++) {
                    int pixel = images.pixels()[index * LabelledImages.PIXELS + i] & 0xff;
                    means[label][i] += (float) pixel / all.length;
                }
            }
        }
        return means;
    }

    /** Of the nearest mean. */
    private static double accuracy(LabelledImages images, float[][] means) {
        int right = 0;
        for (int index = 0; index < images.size(); index++) {
            int best = 0;
            double least = Double.MAX_VALUE;
            for (int label = 0; label < means.length; label++) {
                double distance = 0;
                for (int i = 0; i < LabelledImages.PIXELS; i++) {
                    int pixel = images.pixels()[index * LabelledImages.PIXELS + i] & 0xff;
                    distance += (pixel - means[label][i]) * (pixel - means[label][i]);
                }
                if (distance < least) {
                    least = distance;
                    best = label;
                }
            }
            right += best == images.label(index) ? 1 : 0;
        }
        return (double) right / images.size();
    }
}
