package org.patternscanner.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Damage that people still read through, after N. Mu and J. Gilmer, MNIST-C: A Robustness Benchmark
 * for Computer Vision (2019). It is drawn from their description with strengths of its own, so an
 * accuracy under it cannot be compared with one on MNIST-C itself.
 */
public enum Corruption {
    SHOT_NOISE,
    IMPULSE_NOISE,
    MOTION_BLUR,
    GLASS_BLUR,
    SHEAR,
    SCALE,
    ROTATE,
    BRIGHTNESS,
    TRANSLATE,
    STRIPE,
    FOG,
    SPATTER,
    DOTTED_LINE,
    ZIGZAG,
    EDGES;

    // Strengths, chosen by eye on training images: a person can still read the digit.
    private static final double PHOTONS = 5; // in a white pixel, on average
    private static final double IMPULSES = 0.2; // share of the pixels
    private static final int MOTION = 3; // pixels to either side
    private static final double SLANT = 0.5; // pixels to the side for each pixel upwards
    private static final double SMALLER = 0.6;
    private static final double ANGLE = Math.toRadians(30);
    private static final double LIGHT = 0.6;
    private static final int SHIFT = 4; // pixels
    private static final int STRIPE_WIDTH = 8; // pixels
    private static final double FOG_DENSITY = 1;
    private static final double DRY = 0.68; // of smooth noise, what lies below is no spatter

    private static final int SIDE = LabelledImages.SIDE;
    private static final double CENTER = (SIDE - 1) / 2.0;

    /** What a pixel becomes. */
    private interface Pixel {
        double at(int x, int y);
    }

    /** All images damaged, each in its own way; one seed gives the same ones again. */
    public LabelledImages of(LabelledImages images, long seed) {
        byte[] damaged = new byte[images.pixels().length];
        SplittableRandom[] randoms =
                new SplittableRandom(seed).splits(images.size()).toArray(SplittableRandom[]::new);
        IntStream.range(0, images.size())
                .parallel()
                .forEach(
                        index -> {
                            int from = index * LabelledImages.PIXELS;
                            double[] image = new double[LabelledImages.PIXELS];
                            Arrays.setAll(image, i -> (images.pixels()[from + i] & 0xff) / 255.0);
                            double[] after = damaged(image, randoms[index]);
                            for (int i = 0; i < after.length; i++) {
                                damaged[from + i] = (byte) Math.round(255 * clamp(after[i]));
                            }
                        });
        return new LabelledImages(damaged, images.labels());
    }

    /** 784 values from 0 to 1 give as many. */
    private double[] damaged(double[] image, RandomGenerator random) {
        return switch (this) {
            case SHOT_NOISE -> shotNoise(image, random);
            case IMPULSE_NOISE -> impulseNoise(image, random);
            case MOTION_BLUR -> motionBlur(image, random);
            case GLASS_BLUR -> glassBlur(image, random);
            case SHEAR -> affine(image, 1, sign(random) * SLANT, 0, 1, 0, 0);
            case SCALE -> affine(image, 1 / SMALLER, 0, 0, 1 / SMALLER, 0, 0);
            case ROTATE -> rotate(image, random);
            case BRIGHTNESS -> each((x, y) -> at(image, x, y) + LIGHT);
            case TRANSLATE -> affine(image, 1, 0, 0, 1, sign(random) * SHIFT, sign(random) * SHIFT);
            case STRIPE -> stripe(image);
            case FOG -> fog(image, random);
            case SPATTER -> spatter(image, random);
            case DOTTED_LINE -> dottedLine(image, random);
            case ZIGZAG -> zigzag(image, random);
            case EDGES -> edges(image);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A pixel that expects n photons gets a Poisson number of them (D. Knuth's method). */
    private static double[] shotNoise(double[] image, RandomGenerator random) {
        return each(
                (x, y) -> {
                    double limit = Math.exp(-PHOTONS * at(image, x, y));
                    int photons = 0;
                    for (double p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
                        photons++;
                    }
                    return photons / PHOTONS;
                });
    }

    private static double[] impulseNoise(double[] image, RandomGenerator random) {
        return each(
                (x, y) ->
                        random.nextDouble() >= IMPULSES
                                ? at(image, x, y)
                                : random.nextBoolean() ? 1 : 0);
    }

    private static double[] motionBlur(double[] image, RandomGenerator random) {
        double angle = Math.PI * random.nextDouble();
        double dx = Math.cos(angle);
        double dy = Math.sin(angle);
        return each(
                (x, y) -> {
                    double sum = 0;
                    for (int t = -MOTION; t <= MOTION; t++) {
                        sum += between(image, x + t * dx, y + t * dy);
                    }
                    return sum / (2 * MOTION + 1);
                });
    }

    /** Rough glass: pixels change places with near ones, between two slight blurs. */
    private static double[] glassBlur(double[] image, RandomGenerator random) {
        double[] behind = blur(image, 0.7);
        for (int y = SIDE - 2; y > 0; y--) {
            for (int x = SIDE - 2; x > 0; x--) {
                int one = y * SIDE + x;
                int other = one + (random.nextInt(3) - 1) * SIDE + random.nextInt(3) - 1;
                double kept = behind[one];
                behind[one] = behind[other];
                behind[other] = kept;
            }
        }
        return blur(behind, 0.7);
    }

    private static double[] rotate(double[] image, RandomGenerator random) {
        double angle = sign(random) * ANGLE;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return affine(image, cos, sin, -sin, cos, 0, 0);
    }

    private static double[] stripe(double[] image) {
        int from = (SIDE - STRIPE_WIDTH) / 2;
        return each(
                (x, y) ->
                        x >= from && x < from + STRIPE_WIDTH
                                ? 1 - at(image, x, y)
                                : at(image, x, y));
    }

    /** Noise of three sizes, the coarser the stronger, before the digit. */
    private static double[] fog(double[] image, RandomGenerator random) {
        double[] coarse = smoothNoise(random, 14);
        double[] medium = smoothNoise(random, 7);
        double[] fine = smoothNoise(random, 3);
        return each(
                (x, y) -> {
                    double fog = (4 * at(coarse, x, y) + 2 * at(medium, x, y) + at(fine, x, y)) / 7;
                    return (at(image, x, y) + FOG_DENSITY * fog) / (1 + FOG_DENSITY);
                });
    }

    /** Drops with sharp rims, less bright than the ink. */
    private static double[] spatter(double[] image, RandomGenerator random) {
        double[] wet = smoothNoise(random, 3);
        return each((x, y) -> Math.max(at(image, x, y), 0.8 * clamp(8 * (at(wet, x, y) - DRY))));
    }

    private static double[] dottedLine(double[] image, RandomGenerator random) {
        double from = 5 + 18 * random.nextDouble();
        double to = 5 + 18 * random.nextDouble();
        double[] line = image.clone();
        for (int x = 1; x < SIDE; x += 3) {
            double y = from + (to - from) * x / SIDE;
            stroke(line, x, y, x, y, 0.8);
        }
        return line;
    }

    private static double[] zigzag(double[] image, RandomGenerator random) {
        double middle = 8 + 12 * random.nextDouble();
        double[] line = image.clone();
        for (int x = 0, side = -3; x < SIDE; x += 4, side = -side) {
            stroke(line, x, middle + side, x + 4, middle - side, 0.5);
        }
        return line;
    }

    /** The paper's pixels that border on ink. */
    private static double[] edges(double[] image) {
        return each(
                (x, y) -> {
                    double beside = Math.max(at(image, x - 1, y), at(image, x + 1, y));
                    double above = Math.max(at(image, x, y - 1), at(image, x, y + 1));
                    return at(image, x, y) < 0.5 && Math.max(beside, above) >= 0.5 ? 1 : 0;
                });
    }

    private static double[] each(Pixel pixel) {
        double[] image = new double[LabelledImages.PIXELS];
        Arrays.setAll(image, i -> pixel.at(i % SIDE, i / SIDE));
        return image;
    }

    private static double at(double[] image, int x, int y) {
        return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[y * SIDE + x];
    }

    /** The brightness between four pixels; outside the image all is black. */
    private static double between(double[] image, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double rest = x - left;
        double upper = at(image, left, top) * (1 - rest) + at(image, left + 1, top) * rest;
        double lower = at(image, left, top + 1) * (1 - rest) + at(image, left + 1, top + 1) * rest;
        return upper + (y - top) * (lower - upper);
    }

    /** About the center, from where each pixel comes, then shifted. */
    private static double[] affine(
            double[] image, double xx, double xy, double yx, double yy, int right, int down) {
        return each(
                (x, y) -> {
                    double dx = x - CENTER - right;
                    double dy = y - CENTER - down;
                    return between(image, CENTER + xx * dx + xy * dy, CENTER + yx * dx + yy * dy);
                });
    }

    private static double[] blur(double[] image, double deviation) {
        double[] weights = new double[7];
        Arrays.setAll(weights, i -> Math.exp(-(i - 3) * (i - 3) / (2 * deviation * deviation)));
        double total = Arrays.stream(weights).sum();
        double[] rows = each((x, y) -> weighted(weights, image, x, y, 1, 0) / total);
        return each((x, y) -> weighted(weights, rows, x, y, 0, 1) / total);
    }

    /** Seven pixels around one. */
    private static double weighted(double[] weights, double[] image, int x, int y, int dx, int dy) {
        double sum = 0;
        for (int t = -3; t <= 3; t++) {
            sum += weights[t + 3] * at(image, x + t * dx, y + t * dy);
        }
        return sum;
    }

    /** From 0 to 1, with a random value every so many pixels. */
    private static double[] smoothNoise(RandomGenerator random, int spacing) {
        double[] nodes = random.doubles(LabelledImages.PIXELS).toArray();
        return each((x, y) -> between(nodes, (double) x / spacing, (double) y / spacing));
    }

    /** Draws a white stroke from one place to another that lies to its right. */
    private static void stroke(
            double[] image, double x0, double y0, double x1, double y1, double radius) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.max(1e-9, square(dx) + square(dy));
        for (int y = 0; y < SIDE; y++) {
            for (int x = (int) Math.max(0, x0 - 2); x < Math.min(SIDE, x1 + 2); x++) {
                double along = clamp(((x - x0) * dx + (y - y0) * dy) / length);
                double away = square(x - x0 - along * dx) + square(y - y0 - along * dy);
                int i = y * SIDE + x;
                image[i] = Math.max(image[i], clamp(radius + 0.5 - Math.sqrt(away)));
            }
        }
    }

    private static int sign(RandomGenerator random) {
        return random.nextBoolean() ? 1 : -1;
    }

    private static double square(double value) {
        return value * value;
    }

    private static double clamp(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
