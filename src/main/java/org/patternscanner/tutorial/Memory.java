package org.patternscanner.tutorial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;

/** 10. Memory: who frees an array; a leak made, counted, and mended in two ways. */
public final class Memory {

    private static final Shape IMAGE = new Shape(1, 1, 28, 28);

    /** How many arrays a manager holds at first, and how many more after each loop. */
    record Result(int parameters, int leaky, int halfMended, int subManager, int scope, int ret) {}

    public static void main(String[] args) {
        System.out.println("Arrays that the long-lived manager holds, after 20 predictions each:");
        run(20);
    }

    /** Makes so many predictions in each way. */
    static Result run(int predictions) {
        // The garbage collector won't free native memory in time: it sees only a small Java object.
        // Each array belongs to a manager, and closing that manager frees it.
        try (NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock network = Build.sequential();
            network.initialize(manager, DataType.FLOAT32, IMAGE); // parameters belong to it
            network.freezeParameters(true);
            int parameters = manager.getManagedArrays().size(); // sub-managers' arrays included
            System.out.printf("%4d to begin with: the parameters%n", parameters);
            // The leak: what each layer makes stays until the manager closes, here at the end.
            Runnable leak = () -> predict(network, manager, manager.ones(IMAGE));
            int leaky = growth(manager, predictions, leak, "no manager but this");

            // Half mended: a result belongs to its input's manager, whatever the store's may be.
            Runnable half =
                    () -> {
                        try (NDManager each = manager.newSubManager()) {
                            predict(network, each, manager.ones(IMAGE));
                        }
                    };
            int halfMended =
                    growth(manager, predictions, half, "a manager each, but not for the image");

            // Mended: all that is made in the block begins with an array of the block's manager.
            Runnable mended =
                    () -> {
                        try (NDManager each = manager.newSubManager()) {
                            predict(network, each, each.ones(IMAGE));
                        }
                    };
            int subManager =
                    growth(manager, predictions, mended, "a manager each, for the image too");
            // Or a scope: it closes what this thread makes in it, of whichever manager.
            Runnable scoped =
                    () -> {
                        try (NDScope scope = new NDScope()) {
                            scope.suppressNotUsedWarning();
                            predict(network, manager, manager.ones(IMAGE));
                        }
                    };
            int scope = growth(manager, predictions, scoped, "a scope each");

            // What outlives its manager must be handed over; reading it would throw otherwise.
            int before = manager.getManagedArrays().size();
            NDArray output;
            try (NDManager each = manager.newSubManager()) {
                output = each.ret(predict(network, each, each.ones(IMAGE)));
            }
            int ret = manager.getManagedArrays().size() - before;
            System.out.printf("%4d more: a result handed over, %s%n", ret, output.getShape());

            manager.cap(); // to find a leak: the manager now throws where an array is made in it
            try {
                leak.run();
            } catch (IllegalStateException e) {
                System.out.println("Capped: " + e.getMessage());
            }
            return new Result(parameters, leaky, halfMended, subManager, scope, ret);
        }
    }

    private static NDArray predict(SequentialBlock network, NDManager manager, NDArray image) {
        return network.forward(new ParameterStore(manager, false), new NDList(image), false).head();
    }

    private static int growth(NDManager manager, int times, Runnable prediction, String how) {
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < times; i++) {
            prediction.run();
        }
        int more = manager.getManagedArrays().size() - before;
        System.out.printf("%4d more: %s%n", more, how);
        return more;
    }
}
