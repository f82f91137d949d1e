package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.EpochMetrics;
import org.patternscanner.data.LabelledImages;
import org.patternscanner.inspection.Evaluation;
import org.patternscanner.inspection.FeatureMaps;
import org.patternscanner.inspection.FilterBank;

/** What training made of the network, epoch by epoch. */
final class LearnedPanel implements Panel {

    private static final String FIRST_LAYER = "conv1";
    private static final int PART = 2_000;

    private final Teacher teacher;
    private final Map<Integer, Confusion> confusions = new HashMap<>();

    LearnedPanel(Teacher teacher) {
        this.teacher = teacher;
    }

    /**
     * An epoch that is on disk.
     *
     * @param metrics what was measured after it; none for epoch 0, the start
     */
    private record Epoch(int epoch, @Nullable EpochMetrics metrics) {}

    private record Epochs(int shown, List<Epoch> epochs) {}

    private record Filters(float[][][] kernels, float[] bias) {}

    private record Confusion(int right, int images, int[][] counts) {}

    private record MapsRequest(@Nullable String image, int epoch) {}

    private record Maps(int channels, int side, String maps) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/learned/epochs", context -> context.json(epochs()));
        routes.get(
                "/api/learned/{epoch}/filters", context -> context.json(filters(epoch(context))));
        routes.get(
                "/api/learned/{epoch}/confusion",
                context -> context.json(confusion(epoch(context))));
        routes.post(
                "/api/learned/maps",
                context -> context.json(maps(context.bodyAsClass(MapsRequest.class))));
    }

    private int epoch(Context context) throws IOException {
        String text = context.pathParam("epoch");
        if (!text.matches("\\d{1,4}")) {
            throw new IllegalArgumentException("'%s' is no epoch.".formatted(text));
        }
        return teacher.run().epoch(text);
    }

    private Epochs epochs() {
        List<Epoch> epochs =
                teacher.run().epochs().stream()
                        .map(
                                epoch ->
                                        new Epoch(
                                                epoch,
                                                teacher.run().info().epochs().stream()
                                                        .filter(each -> each.epoch() == epoch)
                                                        .findFirst()
                                                        .orElse(null)))
                        .toList();
        return new Epochs(teacher.epoch(), epochs);
    }

    private Filters filters(int epoch) throws IOException {
        FilterBank bank = FilterBank.of(teacher.network(epoch), FIRST_LAYER);
        return new Filters(bank.firstKernels(), bank.bias());
    }

    /** Measured once an epoch, on the test images; who else asks for one waits. */
    private synchronized Confusion confusion(int epoch) throws IOException {
        Confusion known = confusions.get(epoch);
        if (known == null) {
            known = measured(epoch);
            confusions.put(epoch, known);
        }
        return known;
    }

    /** In parts, so that the server need not wait for the whole when it ends. */
    private Confusion measured(int epoch) throws IOException {
        LabelledImages test = teacher.data().test();
        int[][] counts = new int[LabelledImages.CLASSES][LabelledImages.CLASSES];
        int right = 0;
        for (int from = 0; from < test.size(); from += PART) {
            teacher.requireNotEnded();
            int[] part = IntStream.range(from, Math.min(from + PART, test.size())).toArray();
            Evaluation evaluation =
                    Evaluation.of(teacher.run(), epoch, test.select(part), teacher.device());
            right += evaluation.score().accuracy().successes();
            for (int label = 0; label < counts.length; label++) {
                for (int digit = 0; digit < counts.length; digit++) {
                    counts[label][digit] += evaluation.confusion()[label][digit];
                }
            }
        }
        return new Confusion(right, test.size(), counts);
    }

    private Maps maps(MapsRequest request) throws IOException {
        int epoch = teacher.run().epoch(String.valueOf(request.epoch));
        FeatureMaps maps =
                FeatureMaps.of(teacher.network(epoch), Numbers.image(request.image), FIRST_LAYER);
        return new Maps(maps.shape()[0], maps.shape()[1], Numbers.base64(maps.maps()));
    }
}
