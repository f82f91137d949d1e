package org.patternscanner.tutorial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.repository.zoo.Criteria;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** 5. Save, load, go on: what a .params file holds, what it lacks, and what a .pt has instead. */
public final class SaveAndLoad {

    /** Weights saved, loaded, a step on by the old and by a new trainer; what a 5x5 takes. */
    record Result(List<float[]> weights, Shape wide, float twice) {}

    public static void main(String[] args) throws Exception {
        Result found = run(Files.createTempDirectory("tutorial-save"));
        System.out.println("A weight saved, loaded, a step on by the old and by a new trainer:");
        found.weights.forEach(weights -> System.out.println(weights[0]));
        System.out.println("The weights of a 5x5 after loading a 3x3's: " + found.wide);
        System.out.println("Twice 21, by the code in a .pt: " + found.twice);
    }

    static Result run(Path folder) throws Exception {
        try (Model model = Model.newInstance("digits")) {
            model.setBlock(network(3));
            Trainer old = newTrainer(model);
            step(old, 0);
            model.setProperty("Epoch", "1"); // the file's number; your properties are saved too
            model.save(folder, "digits"); // digits-0001.params: numbers and shapes, but no layers
            float[] saved = weights(model);
            writeTorchScript(folder.resolve("twice.pt"));
            var load = Criteria.builder().setTypes(NDList.class, NDList.class).optModelPath(folder);
            try (var same = load.optModelName("digits").optBlock(network(3)).build().loadModel();
                    // DJL puts 3x3 weights into a 5x5 without a word: compare the shapes.
                    var wide = load.optBlock(network(5)).build().loadModel();
                    // Without a block DJL looks for code: 'digits.pt file not found'.
                    var pt = load.optModelName("twice").optBlock(null).build().loadModel();
                    var predictor = pt.newPredictor()) {
                float[] loaded = weights(same);
                step(old, 1);
                step(newTrainer(same), 1); // differs: Adam's averages and count are not in the file
                List<float[]> four = List.of(saved, loaded, weights(model), weights(same));
                Shape shape = wide.getBlock().getParameters().valueAt(0).getArray().getShape();
                NDList answer = predictor.predict(new NDList(pt.getNDManager().create(21f)));
                return new Result(four, shape, answer.head().getFloat());
            }
        }
    }

    private static Trainer newTrainer(Model model) { // the model, when closed, frees its arrays
        // A configuration of its own: two trainers that share an Adam share its count of steps.
        var trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()));
        trainer.initialize(new Shape(8, 1, 9, 9)); // a loaded model keeps its numbers
        return trainer;
    }

    private static void step(Trainer trainer, int label) {
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDList images = new NDList(trainer.getManager().ones(new Shape(8, 1, 9, 9)));
            NDList labels = new NDList(trainer.getManager().full(new Shape(8), label));
            collector.backward(trainer.getLoss().evaluate(labels, trainer.forward(images)));
        }
        trainer.step();
    }

    private static SequentialBlock network(int kernel) {
        var conv = Conv2d.builder().setKernelShape(new Shape(kernel, kernel)).setFilters(10);
        return new SequentialBlock().add(conv.build()).add(Pool.globalAvgPool2dBlock()); // (B, 10)
    }

    private static float[] weights(Model model) {
        return model.getBlock().getParameters().valueAt(0).getArray().toFloatArray();
    }

    /** What torch.jit.save writes, in short: a zip with the forward pass as code. */
    private static void writeTorchScript(Path file) throws Exception {
        try (var zip = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
            Path code = Files.createDirectories(zip.getPath("twice", "code"));
            String forward = "  def forward(self, x: Tensor) -> Tensor:\n    return x + x\n";
            Files.writeString(code.resolve("__torch__.py"), "class Twice(Module):\n" + forward);
            byte[] object = "\u0080\2c__torch__\nTwice\n)\u0081}b.".getBytes(ISO_8859_1); // pickled
            Files.write(zip.getPath("twice", "data.pkl"), object);
            Files.write(zip.getPath("twice", "constants.pkl"), new byte[] {-128, 2, ')', '.'});
            Files.writeString(zip.getPath("twice", "version"), "3");
        }
    }
}
