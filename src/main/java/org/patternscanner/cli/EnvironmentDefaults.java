package org.patternscanner.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults from the environment, for what is the same in many commands. What is on the command line
 * beats them; they beat the defaults in the program.
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

    private static final Map<String, String> VARIABLES =
            Map.of(
                    "--models", "CNN_MODELS",
                    "--model", "CNN_MODEL",
                    "--device", "CNN_DEVICE",
                    "--threads", "CNN_THREADS",
                    "--seed", "CNN_SEED");

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        String variable =
                argument instanceof OptionSpec option ? VARIABLES.get(option.longestName()) : null;
        String value = variable == null ? null : environment.get(variable);
        return value == null || value.isEmpty() ? null : value; // as shells unset it
    }
}
