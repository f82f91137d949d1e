package org.patternscanner.lab;

import java.util.List;

/**
 * The words of the guided tour through the experiments, in one place so that they can be read, and
 * improved, as a text.
 */
public final class Tour {

    /** What the tour is about. */
    public static final String WELCOME =
            "Why do image models reuse the same small detector everywhere? Each experiment asks"
                    + " you first, for someone who has predicted looks closer; then it shows what"
                    + " comes out here, on this machine. About 20 minutes.";

    /** The lesson's last task, 'Inductive-bias check', as a question. */
    public static final String CHECK =
            "Why is a convolution a better first guess than a dense layer for images, but a worse"
                    + " one for a table whose column order means nothing?";

    /** The answer, as far as it does not depend on what the learner measured. */
    public static final String ANSWER =
            "An architecture is a bet. A convolution bets that neighbors belong together and that"
                    + " a pattern may appear anywhere. Pixels keep that promise, so a convolution"
                    + " needs fewer weights and fewer examples. The columns of a table do not:"
                    + " their order is an accident, a window over three of them joins what has"
                    + " nothing to do with each other, and shared weights treat alike what is not"
                    + " alike. A dense layer makes no such bet: it learns more slowly where the bet"
                    + " is good, and loses nothing where it is bad.";

    /** All stops, in the lesson's order. */
    private static final List<Stop> ALL =
            List.of(
                    new Stop(
                            "sliding",
                            "A kernel is a tiny matrix of weights. It is laid over a patch of the"
                                    + " image, number is multiplied with number, and all is added"
                                    + " up: a dot product. Then it moves on by a pixel.",
                            "'cnn inspect-filters' shows the kernels that a network has learned"),
                    new Stop(
                            "output-size",
                            "A window that slides over pixels has only so many places. How many"
                                    + " depends on its size, on how far it moves, and on the rim"
                                    + " of zeros around the image.",
                            "'cnn summary' lists the size of every layer of the lesson's network"),
                    new Stop(
                            "weight-sharing",
                            "A dense layer has a weight of its own for every pair of pixel and"
                                    + " unit. A convolution uses the same nine numbers at every"
                                    + " place. That is the key bargain.",
                            "the last column of 'cnn summary': each layer, if it were dense"),
                    new Stop(
                            "equivariance",
                            "The same detector everywhere buys more than a small number of"
                                    + " weights: shift the image, and the map shifts with it. That"
                                    + " is not the same as an answer that stays.",
                            "'cnn saliency' shows where in a picture the network looks"),
                    new Stop(
                            "receptive-field",
                            "A unit of the first layer sees nine pixels. A unit of the second sees"
                                    + " nine units of the first, and so, through them, more.",
                            "'cnn receptive-field --stack 3,3,3' computes it for a stack of yours"),
                    new Stop(
                            "stack-collapse",
                            "Two small kernels one after the other see as much as a large one, with"
                                    + " fewer weights. Is that all there is to depth?",
                            "'cnn summary': where the lesson's network has its ReLUs"),
                    new Stop(
                            "pooling",
                            "After each convolution the map is halved, so that the next layer sees"
                                    + " more of the image with as many weights. What is thrown"
                                    + " away, and what stays?",
                            "'cnn feature-maps' shows the maps of a picture before and after"),
                    new Stop(
                            "permuted-pixels",
                            "Now the bet itself. All images get their pixels exchanged in one and"
                                    + " the same way: every number is still there, but neighbors"
                                    + " are neighbors no more.",
                            "which of the two networks never looked at neighbors at all"),
                    new Stop(
                            "sample-efficiency",
                            "A good bias rules out much before training begins, so less data is"
                                    + " needed. A Vision Transformer is given less of it.",
                            "where the lines come together, and whether they cross"),
                    new Stop(
                            "table-columns",
                            "The same two networks on something that is no image: a table, whose"
                                    + " columns could as well stand in another order.",
                            "how far the convolution's result moves with the order, and how far the"
                                    + " dense network's does"),
                    new Stop(
                            "filter-surgery",
                            "Back to a trained network. Its first layer has 32 filters. Is there one"
                                    + " among them that it cannot do without?",
                            "'cnn inspect-filters': what the filters that are missed most look like"),
                    new Stop(
                            "training-film",
                            "Nobody drew those filters. Watch them from the random numbers of the"
                                    + " beginning to the last epoch.",
                            "'cnn train', and then this film of your own network"));

    private Tour() {}

    /**
     * One experiment of the tour.
     *
     * @param lab the experiment's name
     * @param before what to know before the question, a short paragraph
     * @param next what to look at afterwards, the end of a sentence
     */
    public record Stop(String lab, String before, String next) {}

    /** The stops whose experiments there are. */
    public static List<Stop> stops() {
        return ALL.stream().filter(stop -> Labs.named(stop.lab).isPresent()).toList();
    }
}
