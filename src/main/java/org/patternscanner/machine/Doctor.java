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
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a machine for what keeps the program from computing there. */
public final class Doctor {

    /** What PyTorch 2.7.1's libraries for Linux on x86_64 need: glibc 2.29. */
    private static final int GLIBC_MINOR = 29;

    /** CUDA 12 needs a driver of this release or later. */
    private static final int DRIVER = 525;

    private static final double GIGABYTE = 1 << 30;

    private final Machine machine;
    private final DjlParts parts;

    private Doctor(Machine machine) {
        this.machine = machine;
        this.parts = DjlParts.of(machine.classPath());
    }

    /** All checks but the engine's start; each is made when the stream comes to it. */
    public static Stream<Finding> examine(Machine machine) {
        Doctor doctor = new Doctor(machine);
        LibraryChecks libraries = new LibraryChecks(machine, doctor.parts);
        Stream<Supplier<Finding>> before =
                Stream.of(doctor::java, doctor::system, libraries::versions, libraries::platform);
        Stream<Supplier<Finding>> after =
                Stream.of(libraries::cache, doctor::network, doctor::gpu, doctor::memory, doctor::fonts);
        List<Finding> variables = new VariableChecks(machine, doctor.parts).all();
        return Stream.concat(
                Stream.concat(before.map(Supplier::get), variables.stream()),
                after.map(Supplier::get));
    }

    /** Why the engine cannot start; null if nothing of that kind is found. */
    public static @Nullable Finding obstacle(Machine machine) {
        return examine(machine).filter(Finding::isError).findFirst().orElse(null);
    }

    private Finding java() {
        String java = "%s of %s, ".formatted(machine.java(), machine.javaVendor());
        return machine.is64Bit()
                ? ok("java", java + "64-bit")
                : error("java", java + "32-bit", "install a 64-bit Java");
    }

    /** What PyTorch's libraries need of the system's own. */
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
        Matcher file = Pattern.compile("(?m)/(\\S*/libc[.-]\\S*)$").matcher(maps);
        Matcher glibc =
                Pattern.compile("GNU C Library .* version 2\\.(\\d+)")
                        .matcher(file.find() ? machine.text(file.group(1)) : "");
        if (glibc.find()) {
            String message =
                    "%s, glibc 2.%s; PyTorch needs 2.%d or later"
                            .formatted(machine.system(), glibc.group(1), GLIBC_MINOR);
            return Integer.parseInt(glibc.group(1)) < GLIBC_MINOR
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
        return ok(
                "offline",
                machine.isOffline()
                        ? "yes: DJL downloads no library"
                        : "no: DJL may download libraries");
    }

    /** Whether there is an NVIDIA GPU, and if it stays idle, why. */
    private Finding gpu() {
        Matcher driver =
                Pattern.compile("\\b(\\d{3})\\.\\d[\\d.]*")
                        .matcher(machine.text("proc/driver/nvidia/version"));
        if (!driver.find()) {
            return ok("gpu", "no NVIDIA driver is loaded: the processor computes");
        }
        String idle = "the NVIDIA GPU (driver %s) stays idle: ".formatted(driver.group());
        String hidden = machine.environment().get("CUDA_VISIBLE_DEVICES");
        if (parts.nativesFor(machine.platform()) != null) {
            return warning(
                    "gpu",
                    idle + "this build has PyTorch for the processor",
                    "CNN_PROFILE=cuda ./cnn info; see 'CUDA' in docs/machine.md");
        } else if (Integer.parseInt(driver.group(1)) < DRIVER) {
            return warning("gpu", idle + "CUDA 12 needs a newer driver", "install driver 525 or later");
        } else if (hidden != null && hidden.matches("|-1")) {
            return warning(
                    "gpu",
                    idle + "CUDA_VISIBLE_DEVICES hides it",
                    machine.unset("CUDA_VISIBLE_DEVICES"));
        }
        for (String library : List.of("libcuda.so.1", "libcudart.so")) { // by which DJL finds it
            if (!isInstalled(library)) {
                return warning(
                        "gpu",
                        idle + library + " is not found",
                        "add its folder to LD_LIBRARY_PATH; start a container with --gpus all");
            }
        }
        return ok("gpu", "NVIDIA, driver " + driver.group());
    }

    private boolean isInstalled(String library) {
        String usual = "usr/lib64:usr/lib/x86_64-linux-gnu:usr/lib/aarch64-linux-gnu:usr/local/cuda/lib64";
        return Stream.of((usual + ":" + machine.value("LD_LIBRARY_PATH")).split(":"))
                .anyMatch(folder -> Files.exists(machine.root().resolve(folder).resolve(library)));
    }

    private Finding memory() {
        double heap = Runtime.getRuntime().maxMemory() / GIGABYTE;
        double all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                .getTotalMemorySize()
                        / GIGABYTE;
        String message = "%.1f GB, of which Java may take %.1f".formatted(all, heap);
        return heap < 0.25 || all < 1
                ? warning("memory", message + ": little for a training", "--limit 10000 trains with less")
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
                    "there is none: pictures with text in them cannot be drawn",
                    Files.exists(machine.root().resolve("usr/bin/dnf"))
                            ? "sudo dnf install fontconfig dejavu-sans-fonts"
                            : "sudo apt-get install fontconfig fonts-dejavu-core");
        }
    }
}
