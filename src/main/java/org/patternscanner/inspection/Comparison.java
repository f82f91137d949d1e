package org.patternscanner.inspection;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.patternscanner.arithmetic.Logits;
import org.patternscanner.arithmetic.McNemar;
import org.patternscanner.arithmetic.Score;
import org.patternscanner.checkpoint.Run;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.network.Classifier;

/**
 * Several networks on the same images.
 *
 * @param entries the networks, as they were given
 * @param pairs each of them with each later one
 */
public record Comparison(List<Entry> entries, List<Pair> pairs) {

    /** A network and how it reads. */
    public record Entry(Run run, int epoch, Score score) {}

    /**
     * Two of the networks.
     *
     * @param difference on the images that one of them reads right and the other wrong
     */
    public record Pair(Entry first, Entry second, McNemar difference) {}

    public Comparison {
        entries = List.copyOf(entries);
        pairs = List.copyOf(pairs);
    }

    /**
     * Measures the best epoch of each run.
     *
     * @throws IOException if one cannot be read
     */
    public static Comparison of(List<Run> runs, LabelledImages images, Device device)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<boolean[]> right = new ArrayList<>();
        for (Run run : runs) {
            int epoch = run.info().bestEpoch();
            try (Classifier classifier = run.load(epoch, device)) {
                float[][] logits = classifier.logits(images.pixels());
                entries.add(new Entry(run, epoch, Score.of(logits, images.labels())));
                right.add(right(logits, images.labels()));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                McNemar difference = McNemar.of(right.get(i), right.get(j));
                pairs.add(new Pair(entries.get(i), entries.get(j), difference));
            }
        }
        return new Comparison(entries, pairs);
    }

    private static boolean[] right(float[][] logits, byte[] labels) {
        boolean[] right = new boolean[logits.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = Logits.argmax(logits[i]) == labels[i];
        }
        return right;
    }
}
