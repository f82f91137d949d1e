package org.patternscanner.cli;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.patternscanner.arithmetic.Kernel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** The command {@code cnn}: what it can do, and where it all starts. */
@Command(
        name = "cnn",
        description = "Train and take apart the convolutional network of the lesson.",
        versionProvider = Versions.class,
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
            TutorialCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            InfoCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
@SuppressWarnings("unused") // the switches below are picocli's to read
public final class Cnn extends CliCommand {

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
        StandardOutput stdout = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(stdout, true, encoding()));
        PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        Home.ofThisProgram().useOwnLibraries();
        int code = commandLine(System.getenv()).setOut(out).setErr(err).execute(args);
        out.flush();
        String lost = stdout.sentence();
        if (lost != null) {
            err.println("cnn: " + lost);
        }
        System.exit(lost != null && code == Exit.OK ? Exit.FAILED : code);
    }

    private static Charset encoding() {
        return Charset.forName(
                System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
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
        explainHelp(requireNonNull(commandLine.getSubcommands().get("help")));
        // Help lists all options below it, one a line; a man page keeps the long one.
        for (CommandLine command : commandLine.getSubcommands().values()) {
            command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        }
        registerConverters(commandLine);
        Errors errors = new Errors();
        commandLine.setParameterExceptionHandler(errors);
        commandLine.setExecutionExceptionHandler(errors);
        // picocli hands exceptions on to it, but no errors of Java's, such as that there are no
        // fonts.
        IExecutionStrategy last = new RunLast();
        commandLine.setExecutionStrategy(
                parsed -> {
                    try {
                        return last.execute(parsed);
                    } catch (Error e) {
                        throw new ExecutionException(
                                commandLine, String.valueOf(e.getMessage()), e);
                    }
                });
        return commandLine;
    }

    /** In the words of the other commands; picocli wrote this one. */
    private static void explainHelp(CommandLine command) {
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        help.header(new String[0]);
        help.description("Explain a command.");
        help.footerHeading("%nExamples:%n");
        help.footer("  cnn help train");
    }

    /** picocli's own would tell people that 'x' is not a long. */
    private static void registerConverters(CommandLine commandLine) {
        ITypeConverter<Integer> integer = text -> number(text, "a whole number", Integer::valueOf);
        ITypeConverter<Long> wholeNumber = text -> number(text, "a whole number", Long::valueOf);
        ITypeConverter<Double> number = text -> number(text, "a number", Double::valueOf);
        commandLine.registerConverter(int.class, integer);
        commandLine.registerConverter(Integer.class, integer);
        commandLine.registerConverter(long.class, wholeNumber);
        commandLine.registerConverter(Long.class, wholeNumber);
        commandLine.registerConverter(Double.class, number);
        commandLine.registerConverter(Path.class, Cnn::path);
        commandLine.registerConverter(Kernel.class, Cnn::kernel);
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

    private static Kernel kernel(String text) {
        try {
            return Kernel.parse(text);
        } catch (IllegalArgumentException e) {
            List<String> names = Kernel.NAMED.stream().map(Kernel::name).toList();
            throw new TypeConversionException(e.getMessage() + Nearest.question(text, names));
        }
    }

    /** {@code cnn} alone says what there is. */
    @Override
    public Integer call() {
        spec().commandLine().usage(out());
        return Exit.OK;
    }
}
