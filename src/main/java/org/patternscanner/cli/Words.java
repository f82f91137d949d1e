package org.patternscanner.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;
import org.patternscanner.arithmetic.Architecture.Step;
import org.patternscanner.arithmetic.KnownNetwork;
import org.patternscanner.arithmetic.Layer;
import org.patternscanner.lab.Lab;
import org.patternscanner.lab.Labs;
import org.patternscanner.tutorial.Program;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Words to choose from that are no enum, because the network or the experiments make them, or
 * because a number may stand there as well. As with an enum, shells complete them, and after a
 * wrong word {@link Errors} lists them.
 */
abstract class Words implements ITypeConverter<String>, Iterable<String> {

    private final List<String> words;
    private final String other;
    private final String pattern;

    private Words(List<String> words) {
        this(words, "", "");
    }

    /**
     * These words, or something else.
     *
     * @param other what else, as in "a number"
     * @param pattern a regular expression for it
     */
    private Words(List<String> words, String other, String pattern) {
        this.words = words;
        this.other = other;
        this.pattern = pattern;
    }

    @Override
    public String convert(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (words.contains(lower) || (!pattern.isEmpty() && lower.matches(pattern))) {
            return lower;
        }
        throw new TypeConversionException("'" + text + "' is none of " + words);
    }

    @Override
    public Iterator<String> iterator() {
        return words.iterator();
    }

    /** The sentence for a word that is none of an argument's; null if it has no such words. */
    static @Nullable String refusal(ArgSpec argument, String typed) {
        Object converter = argument.converters().length == 0 ? null : argument.converters()[0];
        String other = converter instanceof Words words ? words.other : null;
        if (other == null && !argument.auxiliaryTypes()[0].isEnum()) {
            return null;
        }
        List<String> all = new ArrayList<>();
        argument.completionCandidates().forEach(all::add);
        if (argument.isPositional()) {
            return "There is no %s '%s'; there are %s.%s"
                    .formatted(
                            Errors.name(argument),
                            typed,
                            String.join(", ", all),
                            Nearest.question(typed, all));
        }
        if (other != null && !other.isEmpty()) {
            all.add(other);
        }
        return refusal(Errors.name(argument), typed, all);
    }

    /** As in "--split is 'tets'; it must be test or validation. Did you mean test?". */
    static String refusal(String option, String typed, List<String> words) {
        String choices = String.join(", ", words).replaceFirst(", ([^,]*)$", " or $1");
        return "%s is '%s'; it must be %s.%s"
                .formatted(option, typed, choices, Nearest.question(typed, words));
    }

    private static List<String> layers(Predicate<Step> wanted) {
        return Architecture.SIMPLE_CNN.steps().stream()
                .filter(wanted)
                .map(step -> step.layer().name())
                .toList();
    }

    /** Networks whose receptive fields are known. */
    static final class KnownNetworks extends Words {
        KnownNetworks() {
            super(Arrays.stream(KnownNetwork.values()).map(KnownNetwork::word).toList());
        }
    }

    /** Layers that have maps. */
    static final class LayersWithMaps extends Words {
        LayersWithMaps() {
            super(layers(Step::isSpatial));
        }
    }

    /** Layers that have filters. */
    static final class LayersWithFilters extends Words {
        LayersWithFilters() {
            super(layers(step -> step.layer() instanceof Layer.Convolution));
        }
    }

    /** Layers whose units have learned something. */
    static final class LayersWithUnits extends Words {
        LayersWithUnits() {
            super(List.of("conv1", "conv2", "fc1", "logits"));
        }
    }

    /** Experiments. */
    static final class Experiments extends Words {
        Experiments() {
            super(Labs.ALL.stream().<String>map(Lab::name).toList());
        }
    }

    /** Recipes that have a name. */
    static final class Recipes extends Words {
        Recipes() {
            super(List.of("quick", "standard", "accurate"));
        }
    }

    /** Programs of the tutorial. */
    static final class Programs extends Words {
        Programs() {
            super(Program.ALL.stream().map(Program::name).toList(), "a number", "[1-9]|1[0-2]");
        }
    }

    /** Epochs of a run. */
    static final class Epochs extends Words {
        Epochs() {
            super(List.of("best", "last"), "a number", "\\d{1,9}");
        }
    }

    /** Devices, as {@link org.patternscanner.network.TorchEngine#device} takes them. */
    static final class Devices extends Words {
        Devices() {
            super(List.of("auto", "cpu", "cuda"), "cuda:N", "cuda:\\d{1,3}");
        }
    }
}
