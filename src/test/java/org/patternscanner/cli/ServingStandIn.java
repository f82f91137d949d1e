package org.patternscanner.cli;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads a model and answers requests as DJL Serving does (its ModelInfo, InferenceRequestHandler),
 * without its HTTP server. It runs in a process of its own that has DJL on its class path, and this
 * one class: what else it needs, the model's folder must bring.
 */
public final class ServingStandIn {

    private ServingStandIn() {}

    /**
     * Prints a line for each body: status and answer.
     *
     * @param args the model's URL, then files with bodies; - for a request without one
     */
    public static void main(String[] args) throws Exception {
        Criteria<Input, Output> criteria =
                Criteria.builder()
                        .setTypes(Input.class, Output.class)
                        .optModelUrls(args[0])
                        .optDevice(Device.cpu())
                        .build();
        try (ZooModel<Input, Output> model = criteria.loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            for (int i = 1; i < args.length; i++) {
                System.out.println(answer(predictor, args[i]));
            }
        }
    }

    private static String answer(Predictor<Input, Output> predictor, String body) throws Exception {
        Input input = new Input();
        if (!body.equals("-")) {
            input.add("body", Files.readAllBytes(Path.of(body)));
        }
        try {
            Output output = predictor.predict(input);
            return output.getCode() + " " + output.getData().getAsString();
        } catch (TranslateException e) {
            return "400 " + e.getMessage();
        }
    }
}
