package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.checkpoint.RunConfig;
import org.patternscanner.data.ImageSet;
import org.patternscanner.data.Split;
import org.patternscanner.inspection.Patterns;

/**
 * What excites the units of a layer. The search takes seconds, so it runs on a thread of its own
 * while the page asks how far it is; what was found is kept.
 */
final class PatternsPanel implements Panel {

    private static final List<String> LAYERS = List.of("conv1", "conv2", "fc1", "fc2");
    private static final int MOST_UNITS = 12;
    private static final int MOST_IMAGES = 10_000;
    private static final long SEED = 1;

    private final Teacher teacher;
    private final Consumer<Throwable> unexpected;
    private final Map<String, Search> searches = new HashMap<>();

    PatternsPanel(Teacher teacher, Consumer<Throwable> unexpected) {
        this.teacher = teacher;
        this.unexpected = unexpected;
    }

    private record Request(@Nullable String layer) {}

    /**
     * How far a search is.
     *
     * @param units what was found; none before the end
     * @param error why it failed, in one sentence
     */
    private record Progress(
            int done, int steps, @Nullable List<Patterns.Unit> units, @Nullable String error) {}

    /** A search that runs, or ran. */
    private final class Search {

        private final AtomicInteger done = new AtomicInteger();
        private final String layer;
        private volatile int steps = 1;
        private volatile @Nullable List<Patterns.Unit> units;
        private volatile @Nullable String error;

        Search(String layer) {
            this.layer = layer;
        }

        void run() {
            try {
                Patterns.Search wanted = wanted(layer);
                steps = wanted.steps();
                units =
                        Patterns.of(
                                        teacher.run(),
                                        teacher.epoch(),
                                        teacher.device(),
                                        wanted,
                                        images -> {
                                            teacher.requireNotEnded();
                                            done.incrementAndGet();
                                        })
                                .units();
            } catch (IOException | RuntimeException e) {
                error = Failures.sentence(e, unexpected);
            }
        }

        Progress progress() {
            return new Progress(done.get(), steps, units, error);
        }
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post(
                "/api/patterns",
                context -> context.json(search(context.bodyAsClass(Request.class))));
    }

    private Progress search(Request request) {
        String layer = Numbers.required("layer", request.layer);
        if (!LAYERS.contains(layer)) {
            throw new IllegalArgumentException(
                    "The layer is '%s'; it must be one of %s."
                            .formatted(layer, String.join(", ", LAYERS)));
        }
        return started(layer).progress();
    }

    private synchronized Search started(String layer) {
        return searches.computeIfAbsent(
                layer,
                name -> {
                    Search search = new Search(name);
                    teacher.begin("patterns", search::run);
                    return search;
                });
    }

    private Patterns.Search wanted(String layer) throws IOException {
        RunConfig config = teacher.run().info().config();
        ImageSet data = teacher.data();
        int[] used = Split.balanced(data.training(), config.validation()).training();
        int units = Architecture.SIMPLE_CNN.step(layer).orElseThrow().output().channels();
        return new Patterns.Search(
                layer,
                IntStream.range(0, Math.min(MOST_UNITS, units)).toArray(),
                data.training(),
                Arrays.copyOf(used, Math.min(MOST_IMAGES, used.length)),
                SEED);
    }
}
