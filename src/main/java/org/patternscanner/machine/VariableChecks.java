package org.patternscanner.machine;

import static org.patternscanner.machine.Finding.error;
import static org.patternscanner.machine.Finding.ok;
import static org.patternscanner.machine.Finding.warning;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The variables of the environment that change what DJL, PyTorch or Java does. */
record VariableChecks(Machine machine, DjlParts parts) {

    /** The name of these findings. */
    static final String NAME = "variable";

    /** What those do that do no harm: a pattern of names, and its effect. */
    private static final List<Map.Entry<String, String>> EFFECTS =
            List.of(
                    Map.entry("PYTORCH_.*", "which PyTorch is loaded"),
                    Map.entry("(DJL|ENGINE)_CACHE_DIR", "where DJL unpacks PyTorch"),
                    Map.entry("DJL_OFFLINE", "whether downloads are forbidden"),
                    Map.entry("DJL_.*", "a setting of DJL's"),
                    Map.entry("(OMP|MKL)_NUM_THREADS", "changes nothing; --threads decides"),
                    Map.entry("(OMP|GOMP|MKL|KMP)_.*", "how PyTorch's own threads behave"),
                    Map.entry("(ATEN|DNNL|ONEDNN)_.*", "how PyTorch computes, to the last digit"),
                    Map.entry(
                            "LD_(LIBRARY_PATH|PRELOAD)", "libraries that come before the system's"),
                    Map.entry("(JAVA_TOOL|_JAVA|JDK_JAVA|CNN_JAVA)_OPT.*", "options for Java"),
                    Map.entry(
                            "(?i)(https?|all|no)_proxy",
                            "not read by Java, but CNN_JAVA_OPTS=-Dhttps.proxyHost=HOST is"));

    /** One finding for each that is set, or one for all. */
    List<Finding> all() {
        List<Finding> findings =
                new TreeMap<>(machine.environment())
                        .entrySet().stream()
                                .filter(each -> !each.getValue().isEmpty())
                                .flatMap(each -> of(each.getKey(), each.getValue()))
                                .toList();
        return findings.isEmpty()
                ? List.of(ok(NAME, "none is set that changes what DJL or PyTorch does"))
                : findings;
    }

    private Stream<Finding> of(String name, String value) {
        String set = "%s=%s: ".formatted(name, value);
        String unset = machine.set(name, "");
        if (name.equals("DJL_DEFAULT_ENGINE") && !value.equals("PyTorch")) {
            return Stream.of(error(NAME, set + "the one engine here is PyTorch", unset));
        } else if (name.startsWith("PYTORCH_") && !parts.natives().isEmpty()) {
            boolean leadsAway =
                    name.equals("PYTORCH_VERSION")
                            && machine.unpacked() == null
                            && !parts.natives().startsWith(value);
            return Stream.of(
                    leadsAway
                            ? error(
                                    NAME,
                                    set + "for DJL to download, in place of this program's",
                                    unset)
                            : warning(
                                    NAME,
                                    set + "may load another PyTorch than this program's",
                                    unset));
        }
        return EFFECTS.stream()
                .filter(each -> name.matches(each.getKey()))
                .limit(1)
                .map(each -> ok(NAME, set + each.getValue()));
    }
}
