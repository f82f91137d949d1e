package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command {@code cnn}: what it can do, and where it all starts. */
@Command(
        name = "cnn",
        description = "Train and take apart the convolutional network of the lesson.",
        versionProvider = Cnn.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands, in the order of the lesson:%n",
        footerHeading = "%nBegin with:%n",
        footer = {"  cnn train --epochs 5", "", "Each command explains itself:  cnn help train"},
        subcommands = {
            SummaryCommand.class,
            ReceptiveFieldCommand.class,
            SampleCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            PredictCommand.class,
            InspectFiltersCommand.class,
            FeatureMapsCommand.class,
            SaliencyCommand.class,
            PatternsCommand.class,
            KernelsCommand.class,
            ConvolveCommand.class,
            LabCommand.class,
            LessonCommand.class,
            SandboxCommand.class,
            NotebookCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            InfoCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
@SuppressWarnings("unused") // the switches below are picocli's to read
public final class Cnn implements Runnable {

    /** Above what every command's help ends with. */
    static final String EXAMPLES = "%nExamples:%n";

    @Mixin private Common common = new Common();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean version;

    /** Runs one command line in this Java virtual machine, and ends it. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // 99.23, wherever one is: the sentences are English too
        settle("java.awt.headless", "true"); // pictures go to files; no window is ever opened
        settle("org.slf4j.simpleLogger.defaultLogLevel", "off"); // what matters, we say ourselves
        PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int code = commandLine(System.getenv()).setOut(out).setErr(err).execute(args);
        out.flush();
        System.exit(code);
    }

    private static void settle(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * The whole command line, to run or to look at.
     *
     * @param environment for the defaults: CNN_THREADS stands for --threads, and so on
     */
    public static CommandLine commandLine(Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(new Cnn());
        commandLine.setDefaultValueProvider(new EnvironmentDefaults(environment));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpLongOptionsMaxWidth(28);
        commandLine.getSubcommands().values().forEach(Cnn::abbreviateSynopsis);
        explainHelp(requireNonNull(commandLine.getSubcommands().get("help")));
        registerNumbers(commandLine);
        commandLine.registerConverter(Path.class, Cnn::path);
        Errors errors = new Errors();
        commandLine.setParameterExceptionHandler(errors);
        commandLine.setExecutionExceptionHandler(errors);
        return commandLine;
    }

    /** All options stand below it, one a line. */
    private static void abbreviateSynopsis(CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    }

    /** In the words of the other commands; picocli wrote this one. */
    private static void explainHelp(CommandLine command) {
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        help.header(new String[0]);
        help.description("Explain a command.");
        help.footerHeading(EXAMPLES);
        help.footer("  cnn help train");
    }

    /** picocli's own would tell people that 'x' is not a long. */
    private static void registerNumbers(CommandLine commandLine) {
        ITypeConverter<Integer> wholeNumber =
                text -> number(text, "a whole number", Integer::valueOf);
        ITypeConverter<Long> longNumber = text -> number(text, "a whole number", Long::valueOf);
        ITypeConverter<Double> number = text -> number(text, "a number", Double::valueOf);
        commandLine.registerConverter(int.class, wholeNumber);
        commandLine.registerConverter(Integer.class, wholeNumber);
        commandLine.registerConverter(long.class, longNumber);
        commandLine.registerConverter(Long.class, longNumber);
        commandLine.registerConverter(double.class, number);
        commandLine.registerConverter(Double.class, number);
    }

    private static <N> N number(String text, String kind, Function<String, N> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'%s' is not %s".formatted(text, kind));
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(DigitPicture.noName(text));
        }
    }

    /** {@code cnn} alone says what there is. */
    @Override
    public void run() {
        common.spec().commandLine().usage(common.out());
    }

    /** The version that the jar's manifest states. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"cnn " + number()};
        }

        static String number() {
            String version = Cnn.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }
    }
}
