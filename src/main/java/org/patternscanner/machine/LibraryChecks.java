package org.patternscanner.machine;

import static org.patternscanner.machine.Finding.error;
import static org.patternscanner.machine.Finding.ok;

import java.io.IOException;
import java.net.URL;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.patternscanner.machine.DjlParts.Natives;

/** Whether PyTorch's libraries are there, fit one another, and can be unpacked and loaded. */
final class LibraryChecks {

    private final Machine machine;
    private final DjlParts parts;
    private final @Nullable Natives natives;
    private final @Nullable Path inPlace;

    LibraryChecks(Machine machine, DjlParts parts) {
        this.machine = machine;
        this.parts = parts;
        this.natives = parts.nativesFor(machine.platform());
        this.inPlace = machine.libraries();
    }

    /** DJL takes only parts of one release; for others it looks on its own site. */
    Finding versions() {
        String pytorch = natives == null ? parts.pytorch() : natives.pytorch();
        String jni = pytorch + "-" + parts.api();
        String all =
                "api %s, engine %s, jni %s, native %s"
                        .formatted(
                                parts.api(),
                                parts.engine(),
                                parts.jni(),
                                natives == null ? "none" : pytorch);
        boolean fit = parts.api().equals(parts.engine()) && parts.jni().startsWith(jni);
        return fit
                ? ok("versions", "DJL's parts fit: " + all)
                : error(
                        "versions",
                        "DJL's parts do not fit: " + all,
                        "in pom.xml: api and pytorch-engine %s, pytorch-jni %s, then build again"
                                .formatted(parts.api(), jni));
    }

    /** Whether there is a library for this system and processor. */
    Finding platform() {
        String platform = machine.platform();
        if (natives != null) {
            return ok("platform", platform + ", with PyTorch for the processor");
        } else if (inPlace != null) {
            return ok("platform", "%s, with the PyTorch in %s".formatted(platform, inPlace));
        } else if (!parts.natives().isEmpty()) {
            return error(
                    "platform",
                    "this is %s, and the PyTorch here is for %s"
                            .formatted(platform, parts.natives().get(0).platform()),
                    "take or build the program for this platform; its Java must be for it too");
        }
        return machine.isOffline()
                ? error(
                        "platform",
                        "this build has no PyTorch, and DJL may not download one",
                        "build without CNN_PROFILE, or see 'CUDA' in docs/machine.md")
                : ok("platform", platform + ", with a PyTorch that DJL downloads");
    }

    /** Whether the libraries can be unpacked, and loaded from where they are. */
    Finding cache() {
        String bridge = machine.library("djl_torch"); // between Java and PyTorch
        String named = parts.api() + "-" + bridge;
        if (inPlace != null
                && (Files.exists(inPlace.resolve(bridge)) || Files.exists(inPlace.resolve(named)))) {
            return loadable(inPlace, "not needed: PyTorch is in " + inPlace);
        }
        Path cache = machine.cache();
        if (natives == null) {
            return writable(cache, cache, 0);
        }
        Path folder = cache.resolve("pytorch").resolve(natives.folder());
        long bytes = size("jnilib/%s/%s/%s".formatted(natives.platform(), natives.flavor(), bridge));
        boolean unpacked = Files.exists(folder.resolve(machine.library("torch")));
        for (String file : natives.files()) {
            long whole = size("pytorch/%s/%s/%s".formatted(natives.flavor(), natives.platform(), file));
            if (!unpacked) {
                bytes += whole;
            } else if (folder.resolve(file).toFile().length() != whole) {
                return error(
                        "cache",
                        folder.resolve(file) + " is damaged",
                        "delete the folder " + folder);
            }
        }
        return unpacked && Files.exists(folder.resolve(named))
                ? loadable(folder, "PyTorch is unpacked in " + cache)
                : writable(cache, folder, bytes);
    }

    private long size(String resource) {
        URL url = machine.classPath().getResource(resource);
        try {
            return url == null ? 0 : url.openConnection().getContentLengthLong();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether a folder, which need not exist yet, takes so many bytes. */
    private Finding writable(Path cache, Path folder, long bytes) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            FileStore disk = Files.getFileStore(existing);
            String owner = Files.getOwner(existing).getName();
            long needed = (bytes + (1 << 20) - 1) >> 20;
            long free = disk.getUsableSpace() >> 20;
            if (!Files.isDirectory(existing)) {
                return unusable(existing, "is no folder");
            } else if (disk.isReadOnly()) {
                return unusable(existing, "is on a read-only disk");
            } else if (!Files.isWritable(existing)) {
                return unusable(
                        existing,
                        "belongs to %s, and %s may not write to it"
                                .formatted(owner, machine.user()));
            } else if (free < needed) {
                return unusable(
                        existing,
                        "has %d MB free, and PyTorch's libraries take %d".formatted(free, needed));
            }
            return loadable(
                    existing, "%s will take %d MB, of %d free".formatted(cache, needed, free));
        } catch (IOException e) {
            return unusable(existing, "cannot be read");
        }
    }

    private Finding loadable(Path folder, String message) {
        return forbidsPrograms(folder)
                ? unusable(folder, "is on a disk from which no program may run (noexec)")
                : ok("cache", message);
    }

    private Finding unusable(Path folder, String why) {
        return error(
                "cache",
                "%s %s".formatted(folder, why),
                machine.set(machine.cacheVariable(), "/another/folder"));
    }

    /** By Linux's table of mounted disks: the last of those that hold the folder counts. */
    private boolean forbidsPrograms(Path folder) {
        boolean forbidden = false;
        Path longest = Path.of("/");
        for (String line : machine.text("proc/self/mounts").lines().toList()) {
            String[] fields = line.split(" "); // disk, folder, kind, options
            Path mounted = Path.of(fields[1].replace("\\040", " "));
            if (real(folder).startsWith(mounted) && mounted.startsWith(longest)) {
                longest = mounted;
                forbidden = ("," + fields[3] + ",").contains(",noexec,");
            }
        }
        return forbidden;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath();
        }
    }
}
