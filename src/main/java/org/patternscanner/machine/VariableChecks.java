package org.patternscanner.machine;

import static org.patternscanner.machine.Finding.error;
import static org.patternscanner.machine.Finding.ok;
import static org.patternscanner.machine.Finding.warning;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.patternscanner.machine.DjlParts.Natives;

/** The variables of the environment that change what DJL, PyTorch or Java does. */
record VariableChecks(Machine machine, DjlParts parts) {

    private static final String NAME = "variable";

    /** What those do that do no harm: a pattern of names, and its effect. */
    private static final List<List<String>> EFFECTS =
            List.of(
                    List.of("(DJL|ENGINE)_CACHE_DIR", "where DJL unpacks PyTorch"),
                    List.of("DJL_.*", "DJL reads it"),
                    List.of("(OMP|MKL)_NUM_THREADS", "changes nothing; --threads decides"),
                    List.of("(OMP|GOMP|MKL|KMP)_.*", "how PyTorch's own threads behave"),
                    List.of("(ATEN|DNNL|ONEDNN)_.*", "how PyTorch computes; last digits may differ"),
                    List.of("LD_LIBRARY_PATH|LD_PRELOAD", "where PyTorch's libraries find others"),
                    List.of("(JAVA_TOOL|_JAVA|JDK_JAVA|CNN_JAVA)_OPT.*", "options for Java"),
                    List.of(
                            "(?i)(https?|all|no)_proxy",
                            "Java does not read it; CNN_JAVA_OPTS=-Dhttps.proxyHost=HOST does that"));

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
        if (name.startsWith("PYTORCH_")) {
            return Stream.of(ofPyTorch(name, value, set));
        } else if (name.equals("DJL_DEFAULT_ENGINE") && !value.equals("PyTorch")) {
            return Stream.of(
                    error(NAME, set + "the one engine here is PyTorch", machine.unset(name)));
        }
        return EFFECTS.stream()
                .filter(each -> name.matches(each.get(0)))
                .limit(1)
                .map(each -> ok(NAME, set + each.get(1)));
    }

    /** Where PyTorch is part of the program, they can only lead away from it. */
    private Finding ofPyTorch(String name, String value, String set) {
        Natives natives = parts.nativesFor(machine.platform());
        if (natives == null) {
            return ok(NAME, set + "which PyTorch is loaded");
        }
        boolean downloads =
                name.equals("PYTORCH_VERSION")
                        && machine.libraries() == null
                        && !natives.version().startsWith(value);
        return downloads
                ? error(
                        NAME,
                        set + "DJL leaves the PyTorch of this program, and would download that one",
                        machine.unset(name))
                : warning(
                        NAME,
                        set + "may load another PyTorch than the program's",
                        machine.unset(name));
    }
}
