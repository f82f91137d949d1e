package org.patternscanner.machine;

import static org.patternscanner.machine.Finding.error;
import static org.patternscanner.machine.Finding.ok;
import static org.patternscanner.machine.Finding.warning;

import com.sun.management.OperatingSystemMXBean;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a machine for what keeps the program from computing there. */
public final class Doctor {

    /** PyTorch 2.7.1 for Linux on x86_64 needs glibc 2.29. */
    private static final int GLIBC = 29;

    private static final double GIGABYTE = 1 << 30;

    private final Machine machine;
    private final DjlParts parts;

    private Doctor(Machine machine) {
        this.machine = machine;
        this.parts = DjlParts.of(machine);
    }

    /** All checks but the engine's start; each is made when the stream comes to it. */
    public static Stream<Finding> examine(Machine machine) {
        Doctor doctor = new Doctor(machine);
        LibraryChecks libraries = new LibraryChecks(machine, doctor.parts);
        Stream<Supplier<Finding>> checks =
                Stream.of(
                        doctor::java,
                        doctor::system,
                        libraries::versions,
                        libraries::platform,
                        libraries::cache,
                        doctor::network,
                        doctor::gpu,
                        doctor::memory,
                        doctor::fonts);
        return Stream.concat(
                new VariableChecks(machine, doctor.parts).all().stream(),
                checks.map(Supplier::get));
    }

    /** Why the engine cannot start, or may not; null if nothing of that kind is found. */
    public static @Nullable Finding obstacle(Machine machine) {
        return examine(machine)
                .filter(each -> each.isError() || isWarningOfVariable(each))
                .sorted(Comparator.comparing(Finding::isError).reversed())
                .findFirst()
                .orElse(null);
    }

    private static boolean isWarningOfVariable(Finding finding) {
        return finding.name().equals(VariableChecks.NAME) && finding.mend() != null;
    }

    private Finding java() {
        String bits = machine.property("sun.arch.data.model");
        String java = machine.property("java.version") + " of " + machine.property("java.vendor");
        String message = "%s, %s-bit".formatted(java, bits);
        return bits.equals("32")
                ? error("java", message, "install a 64-bit Java")
                : ok("java", message);
    }

    /** What PyTorch needs of the system. */
    private Finding system() {
        if (machine.isLinux()) {
            return libc();
        } else if (machine.isWindows()) {
            Path folder = Path.of(machine.value("SystemRoot"), "System32");
            for (String file : List.of("vcruntime140_1.dll", "msvcp140.dll")) {
                if (!Files.exists(folder.resolve(file))) {
                    return error(
                            "system",
                            "the Visual C++ runtime is missing (%s)".formatted(file),
                            "install https://aka.ms/vs/17/release/vc_redist.x64.exe");
                }
            }
        }
        return ok("system", machine.system());
    }

    /** By the C library that Java itself has loaded. */
    private Finding libc() {
        String maps = machine.text("proc/self/maps");
        Matcher file = Pattern.compile("/(\\S*/libc[.-]\\S*)").matcher(maps);
        Matcher glibc =
                Pattern.compile("GNU C Library .* version 2\\.(\\d+)")
                        .matcher(file.find() ? machine.text(file.group(1)) : "");
        if (glibc.find()) {
            String message =
                    "%s, glibc 2.%s; PyTorch needs 2.%d or later"
                            .formatted(machine.system(), glibc.group(1), GLIBC);
            return Integer.parseInt(glibc.group(1)) < GLIBC
                    ? error("system", message, "use Debian 11, Ubuntu 20.04, RHEL 9 or later")
                    : ok("system", message);
        }
        return maps.contains("/ld-musl-")
                ? error(
                        "system",
                        "musl (Alpine Linux) instead of glibc, which PyTorch needs",
                        "use Debian, Ubuntu or Fedora")
                : ok("system", machine.system());
    }

    private Finding network() {
        boolean offline = machine.isOffline();
        return ok("offline", offline ? "yes: DJL downloads no library" : "no: DJL may download");
    }

    /** Whether there is an NVIDIA GPU, and why it stays idle. */
    private Finding gpu() {
        Matcher driver =
                Pattern.compile("\\b(\\d{3})\\.\\d[\\d.]*")
                        .matcher(machine.text("proc/driver/nvidia/version"));
        if (!driver.find()) {
            return ok("gpu", "no NVIDIA driver is loaded; the processor computes");
        }
        String gpu = "NVIDIA, driver %s".formatted(driver.group());
        String idle = gpu + ": stays idle, because ";
        if (!parts.natives().isEmpty()) {
            return warning(
                    "gpu",
                    idle + "this build's PyTorch is for the processor",
                    "CNN_PROFILE=cuda ./cnn info; see 'CUDA' in docs/machine.md");
        } else if (Integer.parseInt(driver.group(1)) < 525) {
            return warning("gpu", idle + "CUDA 12 needs driver 525", "install a later driver");
        } else if (machine.environment().getOrDefault("CUDA_VISIBLE_DEVICES", "0").matches("|-1")) {
            String variable = "CUDA_VISIBLE_DEVICES";
            return warning("gpu", idle + variable + " hides it", machine.set(variable, ""));
        }
        return Stream.of("libcuda.so.1", "libcudart.so") // by which DJL finds a GPU
                .filter(library -> !isInstalled(library))
                .map(library -> idle + library + " is not found")
                .map(message -> warning("gpu", message, "add its folder to LD_LIBRARY_PATH"))
                .findFirst()
                .orElse(ok("gpu", gpu));
    }

    private boolean isInstalled(String library) {
        String folders =
                "usr/lib64:usr/lib/x86_64-linux-gnu:usr/lib/aarch64-linux-gnu:usr/local/cuda/lib64:"
                        + machine.value("LD_LIBRARY_PATH");
        return Stream.of(folders.split(":", -1))
                .anyMatch(folder -> Files.exists(machine.root().resolve(folder).resolve(library)));
    }

    private Finding memory() {
        double heap = Runtime.getRuntime().maxMemory() / GIGABYTE;
        double all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                .getTotalMemorySize()
                        / GIGABYTE;
        String message = "%.1f GB, of which Java may take %.1f".formatted(all, heap);
        return all < 1 || heap < 0.25
                ? warning("memory", message + ": little to train with", "see --limit and -Xmx")
                : ok("memory", message);
    }

    /** Java brings no letters of its own, and fails in many ways where the system has none. */
    private Finding fonts() {
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                    .getStringBounds("0", new FontRenderContext(null, false, false));
            return ok("fonts", "Java can draw text");
        } catch (RuntimeException | LinkageError | InternalError e) {
            return warning(
                    "fonts",
                    "none is found: pictures with text in them cannot be drawn",
                    "sudo apt install fontconfig fonts-dejavu-core");
        }
    }
}
