package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Kernel;
import org.patternscanner.arithmetic.ReceptiveField;
import org.patternscanner.data.LabelledImages;

/**
 * What the page needs to know at first: the network, the named kernels, sample digits, the code.
 */
final class Facts implements Panel {

    private static final int SAMPLES_OF_EACH_DIGIT = 2;

    private final Teacher teacher;

    Facts(Teacher teacher) {
        this.teacher = teacher;
    }

    private record LayerFacts(
            String name,
            List<Integer> output,
            long parameters,
            long multiplyAdds,
            boolean spatial,
            ReceptiveField field) {}

    private record NetworkFacts(
            String run, int epoch, String reader, List<LayerFacts> layers, long parameters) {}

    /**
     * A test image.
     *
     * @param pixels 784 bytes, in base64
     */
    private record Sample(int index, int digit, String pixels) {}

    private record All(NetworkFacts network, List<Kernel> kernels) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/facts", this::facts);
        routes.get("/api/samples", this::samples);
        routes.get("/api/source/{class}/{method}", Facts::source);
    }

    private void facts(Context context) {
        Architecture network = Architecture.SIMPLE_CNN;
        List<LayerFacts> layers =
                network.steps().stream()
                        .map(
                                step ->
                                        new LayerFacts(
                                                step.layer().name(),
                                                step.output().toList(),
                                                step.layer().parameters(),
                                                step.multiplyAdds(),
                                                step.isSpatial(),
                                                step.field()))
                        .toList();
        context.json(
                new All(
                        new NetworkFacts(
                                teacher.run().info().name(),
                                teacher.epoch(),
                                teacher.readingRun().info().name(),
                                layers,
                                network.parameters()),
                        Kernel.CLASSICAL));
    }

    private void samples(Context context) throws IOException {
        LabelledImages test = teacher.data().test();
        List<Sample> samples =
                IntStream.range(0, LabelledImages.CLASSES)
                        .boxed()
                        .flatMap(
                                digit ->
                                        IntStream.of(test.indicesOf(digit))
                                                .limit(SAMPLES_OF_EACH_DIGIT)
                                                .mapToObj(index -> sample(test, index)))
                        .toList();
        context.json(samples);
    }

    private static Sample sample(LabelledImages images, int index) {
        String pixels = Base64.getEncoder().encodeToString(images.image(index));
        return new Sample(index, images.label(index), pixels);
    }

    private static void source(Context context) throws IOException {
        String name = context.pathParam("class");
        String method = context.pathParam("method");
        context.json(
                JavaSource.method(name, method)
                        .orElseThrow(
                                () ->
                                        new Failures.NothingThere(
                                                "There is no method %s.%s."
                                                        .formatted(name, method))));
    }
}
