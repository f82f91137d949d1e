package org.patternscanner.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patternscanner.machine.Finding.Status.ERROR;
import static org.patternscanner.machine.Finding.Status.OK;
import static org.patternscanner.machine.Finding.Status.WARNING;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines on which one thing is wrong, made of a folder, variables, properties and files. */
class DoctorTest {

    @TempDir Path temp;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    /** Files of the class path that are others than the real ones; empty for missing. */
    private final Map<String, String> classPath = new HashMap<>();

    private Path root;
    private Path home;
    private Path cache;

    @BeforeEach
    void linuxWithAnEmptyHome() throws IOException {
        // Real names, as the table of mounted disks has them.
        root = Files.createDirectories(temp.toRealPath().resolve("root"));
        home = Files.createDirectories(temp.toRealPath().resolve("home"));
        cache = home.resolve(".djl.ai");
        properties.put("user.home", home.toString());
        properties.put("os.name", "Linux");
        properties.put("os.arch", "amd64");
        classPath.put(
                "native/lib/pytorch.properties",
                "version=2.7.1-20250812\nflavor=cpu\nclassifier=linux-x86_64\nlibraries=libc10.so");
    }

    @Test
    void findsNothingWrongWithAHealthyMachine() {
        List<Finding> findings = Doctor.examine(machine()).toList();

        assertThat(findings)
                .extracting(Finding::name)
                .containsExactly(
                        "variable",
                        "java",
                        "system",
                        "versions",
                        "platform",
                        "cache",
                        "offline",
                        "gpu",
                        "memory",
                        "fonts");
        assertThat(findings).allMatch(each -> each.status() == OK && each.mend() == null);
        assertThat(Doctor.obstacle(machine())).isNull();
        assertThat(finding("cache").message()).contains(cache + ": 432 MB of ");
        assertThat(finding("versions").message())
                .endsWith("api 0.36.0, engine 0.36.0, jni 2.7.1-0.36.0, native 2.7.1");
    }

    // ---- DJL's cache

    @Test
    void findsThatNoProgramMayRunInTheCache() throws IOException {
        has(
                "proc/self/mounts",
                "/dev/a / ext4 rw 0 0",
                "/dev/b %s ext4 rw,nosuid,noexec,relatime 0 0".formatted(home));

        isObstacle("cache", "noexec", "export DJL_CACHE_DIR=/another/folder", home);
    }

    @Test
    void aDiskMountedInOrOverAnotherCounts() throws IOException {
        Path outer = home;
        has(
                "proc/self/mounts",
                "/dev/a / ext4 rw,noexec 0 0",
                "/dev/b %s ext4 rw,noexec 0 0".formatted(outer),
                "/dev/c %s ext4 rw 0 0".formatted(outer),
                "/dev/d %s-too ext4 rw,noexec 0 0".formatted(outer));

        assertThat(finding("cache").status()).isEqualTo(OK);
    }

    @Test
    void findsASpaceInTheNameOfAMountedFolder() throws IOException {
        Path disk = Files.createDirectories(temp.toRealPath().resolve("my disk"));
        environment.put("DJL_CACHE_DIR", disk.resolve("djl").toString());
        String name = disk.toString().replace(" ", "\\040");
        has("proc/self/mounts", "/dev/b %s ext4 noexec 0 0".formatted(name));

        isObstacle("cache", "noexec", "export DJL_CACHE_DIR=/another/folder", disk);
    }

    @Test
    void findsAFileWhereTheCacheShouldBeAndNamesTheVariableThatMovedIt() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        environment.put("ENGINE_CACHE_DIR", file.toString());
        environment.put("DJL_CACHE_DIR", cache.toString());

        isObstacle("cache", "is not a folder", "export ENGINE_CACHE_DIR=/another/folder", file);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the machine that it makes is Linux")
    void needsNoCacheWherePyTorchIsUnpackedBesideTheProgram() throws IOException {
        Path libraries = Files.createDirectories(temp.resolve("program/lib/native"));
        Files.createFile(libraries.resolve("libtorch.so"));
        Files.createFile(libraries.resolve("libdjl_torch.so"));
        properties.put("patternscanner.home", temp.resolve("program").toString());
        environment.put("DJL_CACHE_DIR", Files.createFile(temp.resolve("file")).toString());

        assertThat(finding("cache").message()).isEqualTo("not needed: PyTorch is in " + libraries);
        assertThat(machine().libraries()).isEqualTo(libraries);
        classPath.put("native/lib/pytorch.properties", "");
        assertThat(finding("versions").message()).endsWith("jni 2.7.1-0.36.0, native 2.7.1");
        assertThat(finding("platform").status()).isEqualTo(OK);
    }

    // ---- DJL's parts

    @Test
    void findsAPartOfAnotherRelease() {
        classPath.put("jnilib/pytorch.properties", "jni_version=2.7.1-0.35.1");

        isObstacle("versions", "do not fit", "ai.djl:bom 0.36.0", "jni 2.7.1-0.35.1, native 2.7.1");
    }

    @Test
    void findsThatPartsAreMissing() {
        classPath.put("pytorch-engine.properties", "");
        classPath.put("jnilib/pytorch.properties", "");

        isObstacle("versions", "engine missing, jni missing, native 2.7.1", "build again");
    }

    @Test
    void findsThatTheLibrariesAreForAnotherMachine() {
        properties.put("os.arch", "aarch64");

        isObstacle("platform", "this is linux-aarch64", "build the program", "cpu-linux-x86_64");
    }

    @Test
    void findsThatNothingMayBeDownloadedIntoABuildWithoutPyTorch() {
        classPath.put("native/lib/pytorch.properties", "");

        isObstacle("platform", "DJL may not download", "program for linux-x86_64");
        environment.put("DJL_OFFLINE", "false");
        assertThat(finding("platform").status()).isEqualTo(OK);
        assertThat(finding("offline").message()).startsWith("no");
    }

    // ---- the environment

    @ParameterizedTest
    @CsvSource({
        "PYTORCH_VERSION, 2.6.0, ERROR, for DJL to download",
        "PYTORCH_VERSION, 2.7.1, WARNING, another PyTorch",
        "PYTORCH_FLAVOR, cu128, WARNING, another PyTorch",
        "DJL_DEFAULT_ENGINE, MXNet, ERROR, the one engine here is PyTorch"
    })
    void saysWhichVariableToRemove(String name, String value, String status, String effect) {
        environment.put(name, value);

        Finding finding = finding("variable");

        assertThat(finding.status()).hasToString(status);
        assertThat(finding.message()).startsWith(name + "=" + value + ": ").contains(effect);
        assertThat(finding.mend()).isEqualTo("unset " + name);
        assertThat(Doctor.obstacle(machine())).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({
        "OMP_NUM_THREADS, changes nothing",
        "MKL_DYNAMIC, threads",
        "https_proxy, CNN_JAVA_OPTS",
        "LD_LIBRARY_PATH, before the system's",
        "DJL_CACHE_DIR, unpacks"
    })
    void saysWhatAVariableChanges(String name, String effect) {
        environment.put(name, cache.toString());

        assertThat(finding("variable").status()).isEqualTo(OK);
        assertThat(finding("variable").message()).startsWith(name + "=").contains(effect);
    }

    // ---- the system

    @Test
    void findsThatTheCLibraryIsTooOld() throws IOException {
        has("proc/self/maps", "7f00-7f01 r-xp 0 08:01 1    /lib64/libc-2.17.so");
        has("lib64/libc-2.17.so", "\0GNU C Library (GNU libc) stable release version 2.17, by\0");

        isObstacle("system", "glibc 2.17; PyTorch needs 2.29 or later", "Debian 11");
    }

    @Test
    void knowsTheCLibraryOfThisMachine() throws IOException {
        root = Path.of("/");

        assertThat(finding("system").status()).isEqualTo(OK);
        if (OS.LINUX.isCurrentOs()) {
            assertThat(finding("system").message()).containsPattern("glibc 2\\.\\d\\d;");
        }
    }

    @Test
    void findsAlpineLinux() throws IOException {
        has("proc/self/maps", "7f00-7f01 r-xp 0 08:01 1    /lib/ld-musl-x86_64.so.1");

        isObstacle("system", "musl", "Debian");
    }

    @Test
    void findsThatTheRuntimeOfVisualCppIsMissing() {
        properties.put("os.name", "Windows 11");
        environment.put("SystemRoot", temp.toString());

        assertThat(finding("system").message()).contains("vcruntime140_1.dll");
        assertThat(finding("system").mend()).contains("vc_redist.x64.exe");
    }

    @Test
    void findsJavaOf32Bits() {
        properties.put("sun.arch.data.model", "32");

        isObstacle("java", "32-bit", "64-bit");
    }

    // ---- the GPU

    @Test
    void saysWhyTheGpuStaysIdle() throws IOException {
        has("proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX  Kernel Module  470.82.01  x");
        stays("this build's PyTorch is for the processor", "CNN_PROFILE=cuda");

        classPath.put("native/lib/pytorch.properties", "");
        stays("CUDA 12 needs driver 525", "install");

        has("proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX  Kernel Module  570.86.15  x");
        environment.put("CUDA_VISIBLE_DEVICES", "-1");
        stays("CUDA_VISIBLE_DEVICES hides it", "unset CUDA_VISIBLE_DEVICES");

        environment.clear();
        stays("libcuda.so.1 is not found", "LD_LIBRARY_PATH");
        has("usr/lib64/libcuda.so.1", "");
        stays("libcudart.so is not found", "LD_LIBRARY_PATH");
        has("opt/cuda/libcudart.so", "");
        environment.put("LD_LIBRARY_PATH", root.resolve("opt/cuda").toString());
        assertThat(finding("gpu").message()).isEqualTo("NVIDIA, driver 570.86.15");
    }

    private void stays(String why, String mend) {
        assertThat(finding("gpu").status()).isEqualTo(WARNING);
        assertThat(finding("gpu").message()).endsWith("stays idle, because " + why);
        assertThat(finding("gpu").mend()).contains(mend);
    }

    // ---- how they are made

    private void isObstacle(String name, String message, String mend, Object... more) {
        Finding finding = finding(name);
        assertThat(finding.status()).isEqualTo(ERROR);
        assertThat(finding.message()).contains(message);
        for (Object part : more) {
            assertThat(finding.message()).contains(part.toString());
        }
        assertThat(finding.mend()).contains(mend);
        assertThat(Doctor.obstacle(machine())).isEqualTo(finding);
    }

    private Finding finding(String name) {
        return Doctor.examine(machine())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void has(String file, String... lines) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.write(root.resolve(file), List.of(lines));
    }

    private Machine machine() {
        return new Machine(
                environment,
                name -> properties.getOrDefault(name, System.getProperty(name)),
                root,
                new ClassLoader(getClass().getClassLoader()) {
                    @Override
                    public URL getResource(String name) {
                        return classPath.containsKey(name)
                                ? written(name)
                                : super.getResource(name);
                    }

                    @Override
                    public Enumeration<URL> getResources(String name) throws IOException {
                        return classPath.containsKey(name)
                                ? Collections.enumeration(List.of(written(name)))
                                : super.getResources(name);
                    }
                });
    }

    private URL written(String name) {
        try {
            Path file = temp.resolve("class path").resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, classPath.get(name)).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
