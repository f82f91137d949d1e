package org.patternscanner.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.patternscanner.machine.Doctor;
import org.patternscanner.machine.Finding;
import org.patternscanner.machine.Machine;
import org.patternscanner.network.EngineCheck;
import org.patternscanner.render.TextColour;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

/** {@code cnn doctor}: why it does not run here. */
@Command(
        name = "doctor",
        description = {
            "Check whether this machine has all that cnn needs.",
            "The exit code is 1 if something must be mended."
        },
        footer = {"  cnn doctor", "  cnn doctor --json"})
final class DoctorCommand extends CliCommand {

    @Mixin private JsonOption result = new JsonOption();

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() {
        Doctor.examine(Machine.here()).forEach(this::report);
        // PyTorch's start may end the process; what was found before is printed by then.
        Stream.of(EngineCheck.run(findings)).forEach(this::report);
        long errors = findings.stream().filter(Finding::isError).count();
        List<Fields> checks = findings.stream().map(DoctorCommand::fields).toList();
        result.print("doctor/1", new Fields().with("checks", checks), () -> summary(errors));
        return errors == 0 ? Exit.OK : Exit.FAILED;
    }

    private void report(Finding finding) {
        findings.add(finding);
        if (!result.json) {
            out().print(line(finding));
            out().flush();
        }
    }

    private static String line(Finding finding) {
        boolean unicode = Terminal.speaksUnicode();
        boolean color = TextColour.of(Terminal.detect().out(), System.getenv()) != TextColour.NONE;
        String mark =
                switch (finding.status()) {
                    case OK -> unicode ? "@|green ✓|@ " : "ok";
                    case WARNING -> "@|yellow !|@ ";
                    case ERROR -> unicode ? "@|bold,red ✗|@ " : "@|bold,red X|@ ";
                };
        String line =
                (color ? Ansi.ON : Ansi.OFF).string(mark)
                        + " %-9s %s%n".formatted(finding.name(), finding.message());
        String arrow = unicode ? "→" : "->";
        return finding.mend() == null
                ? line
                : line + "   %-9s %s %s%n".formatted("", arrow, finding.mend());
    }

    private static String summary(long errors) {
        return errors == 0
                ? "\nNothing must be mended.\n"
                : "\n%d of these must be mended, as the arrow says; then run 'cnn doctor' again.\n"
                        .formatted(errors);
    }

    private static Fields fields(Finding finding) {
        return new Fields()
                .with("name", finding.name())
                .with("status", finding.status().name().toLowerCase(Locale.ROOT))
                .with("message", finding.message())
                .with("mend", finding.mend());
    }
}
