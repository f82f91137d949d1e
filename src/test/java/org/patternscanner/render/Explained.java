package org.patternscanner.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patternscanner.digit.Stage;
import org.patternscanner.image.Box;
import org.patternscanner.image.GreyImage;
import org.patternscanner.inspection.Explanation;
import org.patternscanner.inspection.Explanation.Digit;
import org.patternscanner.inspection.Explanation.Step;
import org.patternscanner.inspection.Prediction;

/** Explanations that no network gave. */
final class Explained {

    private Explained() {}

    /** A 4 that could be read from "scaled" on. */
    static Explanation four() {
        return new Explanation(
                List.of(), List.of(digit(step("grey", 400, 300, 3, 0.5), 4)), List.of());
    }

    /** Many digits: 0, 1, 2 and so on. */
    static Explanation number(int digits) {
        List<Digit> all = new ArrayList<>();
        for (int i = 0; i < digits; i++) {
            all.add(digit(step("cleaned", 400, 300, 9, 0.5), i % 9));
        }
        return new Explanation(List.of(step("grey", 400, 300, 9, 0.6)), all, List.of());
    }

    private static Digit digit(Step first, int digit) {
        return new Digit(
                new Box(100, 50, 199, 249),
                List.of(
                        first,
                        step("scaled", 20, 20, digit, 0.7),
                        step("centred", 28, 28, digit, 0.999999)));
    }

    /** All ink in the upper half, in two greys; none in the lower. */
    private static Step step(String name, int width, int height, int digit, double probability) {
        double[] probabilities = new double[10];
        Arrays.fill(probabilities, (1 - probability) / 9);
        probabilities[digit] = probability;
        float[] values = new float[width * height];
        Arrays.fill(values, 0, values.length / 2, 255);
        Stage stage = new Stage(name, name + " it becomes", new GreyImage(width, height, values));
        byte[] seen = new byte[784];
        Arrays.fill(seen, 0, 28, (byte) 255);
        Arrays.fill(seen, 28, 392, (byte) 128);
        return new Step(stage, seen, new Prediction(probabilities));
    }
}
