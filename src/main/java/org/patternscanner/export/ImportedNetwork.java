package org.patternscanner.export;

import static org.patternscanner.export.SafetensorsHeader.listed;
import static org.patternscanner.export.SafetensorsHeader.shown;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patternscanner.checkpoint.RunInfo;
import org.patternscanner.data.Sha256;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.Tensor;

/**
 * A network that was read from a safetensors file, checked.
 *
 * @param origin the file
 * @param kind which of this program's networks it is
 * @param normalization what it wants done to the pixels; null where the file doesn't say
 * @param parameters by PyTorch's names, in the order of the layers
 * @param prefix what stood before each of these names in the file; mostly empty
 */
public record ImportedNetwork(
        RunInfo.Origin origin,
        NetworkKind kind,
        @Nullable Normalization normalization,
        Map<String, Tensor> parameters,
        String prefix) {

    public ImportedNetwork {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads a file. What its header says is held against the file's length and the networks' layers
     * before any memory is taken for it.
     *
     * @throws IOException with one sentence if it is no whole safetensors file, or holds no network
     *     that this program has
     */
    public static ImportedNetwork read(Path file) throws IOException {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            String prefix = prefix(tensors.header().tensors().keySet());
            SafetensorsHeader header = tensors.header().without(prefix);
            NetworkKind kind = kind(header);
            requireTensors(header, kind);
            return whole(file, tensors, kind, prefix);
        } catch (MalformedFileException e) {
            throw new IOException("%s %s.".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * What wrappers put before every name, such as 'module.' of PyTorch's DataParallel, or the key
     * that a checkpoint keeps the network under, such as 'model_state_dict.'; empty if the names
     * are those of a network as they stand, or of none, or of several.
     */
    private static String prefix(Set<String> names) {
        List<String> prefixes =
                Stream.of(NetworkKind.CNN, NetworkKind.DENSE)
                        .flatMap(kind -> prefixes(kind, names))
                        .distinct()
                        .toList();
        return prefixes.size() == 1 ? prefixes.get(0) : "";
    }

    /** Those under which a network is whole, or which all names have. */
    private static Stream<String> prefixes(NetworkKind kind, Set<String> names) {
        Set<String> wanted = kind.architecture().parameterShapes().keySet();
        return names.stream()
                .flatMap(
                        name ->
                                wanted.stream()
                                        .filter(name::endsWith)
                                        .map(end -> before(name, end)))
                .filter(prefix -> prefix.isEmpty() || prefix.endsWith("."))
                .filter(
                        prefix ->
                                names.stream().allMatch(name -> name.startsWith(prefix))
                                        || wanted.stream()
                                                .allMatch(name -> names.contains(prefix + name)));
    }

    private static String before(String name, String end) {
        return name.substring(0, name.length() - end.length());
    }

    /** The network that most of the tensors' names are of; of equals, the lesson's. */
    private static NetworkKind kind(SafetensorsHeader header) throws MalformedFileException {
        Set<String> names = header.tensors().keySet();
        NetworkKind kind =
                Collections.max(
                        List.of(NetworkKind.CNN, NetworkKind.DENSE),
                        Comparator.comparingLong(each -> known(each, names)));
        if (known(kind, names) == 0) {
            throw new MalformedFileException(
                    "holds no network that this program has: it holds %s, and %s has tensors %s"
                            .formatted(
                                    header.names(),
                                    NetworkKind.CNN.architecture().name(),
                                    String.join(
                                            ", ",
                                            NetworkKind.CNN
                                                    .architecture()
                                                    .parameterShapes()
                                                    .keySet())));
        }
        return kind;
    }

    private static long known(NetworkKind kind, Set<String> names) {
        return kind.architecture().parameterShapes().keySet().stream()
                .filter(names::contains)
                .count();
    }

    /** Says in one sentence all that keeps the tensors from being a network. */
    private static void requireTensors(SafetensorsHeader header, NetworkKind kind)
            throws MalformedFileException {
        String network = kind.architecture().name();
        Map<String, List<Integer>> wanted = kind.architecture().parameterShapes();
        List<String> missing = new ArrayList<>(wanted.keySet());
        missing.removeAll(header.tensors().keySet());
        List<String> strange = new ArrayList<>(header.tensors().keySet());
        strange.removeAll(wanted.keySet());
        List<String> wrong = new ArrayList<>();
        if (!missing.isEmpty()) {
            wrong.add("has no tensor %s, which %s needs".formatted(listed(missing), network));
        }
        wanted.forEach((name, sizes) -> requireShape(header, name, sizes, network, wrong));
        if (!strange.isEmpty()) {
            wrong.add("holds a tensor %s, which %s has not".formatted(listed(strange), network));
        }
        if (!wrong.isEmpty()) {
            throw new MalformedFileException(
                    String.join("; it ", wrong) + "; it holds " + header.names());
        }
    }

    private static void requireShape(
            SafetensorsHeader header,
            String name,
            List<Integer> sizes,
            String network,
            List<String> wrong) {
        SafetensorsHeader.Entry found = header.tensors().get(name);
        List<Long> shape = sizes.stream().map(Integer::longValue).toList();
        if (found != null && !found.shape().equals(shape)) {
            wrong.add(
                    "holds tensor '%s' in shape %s; %s needs it in %s"
                            .formatted(name, shown(sizes(found.shape())), network, sizes(shape)));
        }
    }

    private static String sizes(List<Long> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Now that its size is known to be that of a network. */
    private static ImportedNetwork whole(
            Path file, SafetensorsFile tensors, NetworkKind kind, String prefix)
            throws IOException {
        byte[] content = tensors.content();
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (String name : kind.architecture().parameterShapes().keySet()) {
            parameters.put(name, tensors.tensor(content, prefix + name));
        }
        String name = Objects.requireNonNull(file.getFileName()).toString();
        return new ImportedNetwork(
                new RunInfo.Origin(name, Sha256.of(content)),
                kind,
                normalization(tensors.header().metadata()),
                parameters,
                prefix);
    }

    /** As this program's own exports state it. */
    private static @Nullable Normalization normalization(Map<String, String> metadata)
            throws MalformedFileException {
        String mean = metadata.get(Safetensors.MEAN);
        String deviation = metadata.get(Safetensors.STANDARD_DEVIATION);
        if (mean == null && deviation == null) {
            return null;
        }
        return normalization(String.valueOf(mean), String.valueOf(deviation))
                .orElseThrow(
                        () ->
                                new MalformedFileException(
                                        "states no possible normalisation: its metadata has %s '%s' and %s '%s'"
                                                .formatted(
                                                        Safetensors.MEAN,
                                                        shown(String.valueOf(mean)),
                                                        Safetensors.STANDARD_DEVIATION,
                                                        shown(String.valueOf(deviation)))));
    }

    /** A normalization from two numbers as people write them; empty if there is no such one. */
    public static Optional<Normalization> normalization(String mean, String deviation) {
        try {
            return Optional.of(
                            new Normalization(
                                    Double.parseDouble(mean), Double.parseDouble(deviation)))
                    .filter(Normalization::makesSense);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
