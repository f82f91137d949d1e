package org.patternscanner.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patternscanner.arithmetic.Architecture;

/** What differs between this program's network and that of a file, in words. */
final class NetworkDifference {

    /** As a layer's record prints itself: {@code Linear[name=fc2, inputs=128, outputs=10]}. */
    private static final Pattern LAYER = Pattern.compile("(\\w+)\\[name=([^,\\]]+)([^\\]]*)]");

    private static final Pattern FACT = Pattern.compile("(\\w+)=([^,\\]]+)");
    private static final String KIND = "kind";
    private static final int MOST = 3;

    private NetworkDifference() {}

    /**
     * As in "conv1: 16 filters here, 32 in the file".
     *
     * @param there the file's {@link Architecture#fingerprint()}
     */
    static String between(Architecture ours, String there) {
        Map<String, Map<String, String>> here = layers(ours.fingerprint());
        Map<String, Map<String, String>> file = layers(there);
        List<String> found = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(here.keySet());
        names.addAll(file.keySet());
        for (String name : names) {
            difference(here.get(name), file.get(name))
                    .ifPresent(what -> found.add(name + ": " + what));
        }
        if (file.isEmpty() || found.isEmpty()) {
            return "the file's is " + start(there);
        }
        int more = found.size() - MOST;
        return String.join("; ", found.subList(0, Math.min(MOST, found.size())))
                + (more > 0 ? "; and %d more".formatted(more) : "");
    }

    /** Each layer's facts by its name. How many inputs it has follows from the layers before. */
    private static Map<String, Map<String, String>> layers(String fingerprint) {
        Map<String, Map<String, String>> layers = new LinkedHashMap<>();
        Matcher layer = LAYER.matcher(fingerprint);
        while (layer.find()) {
            Map<String, String> facts = new LinkedHashMap<>(Map.of(KIND, layer.group(1)));
            Matcher fact = FACT.matcher(layer.group(3));
            while (fact.find()) {
                facts.put(fact.group(1), fact.group(2));
            }
            facts.remove("inputs");
            layers.put(layer.group(2), facts);
        }
        return layers;
    }

    /** The first fact that differs, as in "16 filters here, 32 in the file"; empty if none does. */
    private static Optional<String> difference(
            @Nullable Map<String, String> here, @Nullable Map<String, String> file) {
        if (here == null || file == null) {
            return Optional.of(file == null ? "only here" : "only in the file");
        }
        String kind = here.getOrDefault(KIND, "");
        for (Map.Entry<String, String> fact : here.entrySet()) {
            String other = file.getOrDefault(fact.getKey(), "none");
            if (!fact.getValue().equals(other)) {
                String ours = words(fact.getKey(), fact.getValue(), kind);
                return Optional.of("%s here, %s in the file".formatted(ours, other));
            }
        }
        return Optional.empty();
    }

    private static String words(String fact, String value, String kind) {
        return switch (fact) {
            case "outputs" -> value + (kind.equals("Convolution") ? " filters" : " units");
            case KIND -> value;
            default -> fact + " " + value;
        };
    }

    private static String start(String text) {
        int most = 60;
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
