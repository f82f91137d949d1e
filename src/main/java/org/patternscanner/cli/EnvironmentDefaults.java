package org.patternscanner.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults from the environment: CNN_BATCH_SIZE for --batch-size. What is on the command line beats
 * it; it beats the defaults in the program.
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.arity().max() == 0) {
            return null; // switches such as --help are set where they are wanted
        }
        String name = option.longestName().replaceFirst("^--", "").replace('-', '_');
        String value = environment.get("CNN_" + name.toUpperCase(Locale.ROOT));
        return value == null || value.isEmpty() ? null : value; // as shells unset it
    }
}
