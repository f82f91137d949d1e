package org.patternscanner.machine;

import static org.patternscanner.machine.Finding.error;
import static org.patternscanner.machine.Finding.ok;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether PyTorch's libraries are there, fit one another, and can be unpacked and loaded. */
record LibraryChecks(Machine machine, DjlParts parts) {

    /** What PyTorch's libraries take on Linux, in megabytes; on other systems it is less. */
    private static final int MEGABYTES = 432;

    /** DJL takes only parts of one release; for others it looks on its own site. */
    Finding versions() {
        String natives = parts.natives().replaceFirst("-.*", "");
        String all =
                "api %s, engine %s, jni %s, native %s"
                        .formatted(parts.api(), parts.engine(), parts.jni(), natives)
                        .replaceAll(" (?=,|$)", " missing");
        String jni = (natives.isEmpty() ? parts.pytorch() : natives) + "-" + parts.api();
        return parts.api().equals(parts.engine()) && parts.jni().startsWith(jni)
                ? ok("versions", "DJL's parts fit: " + all)
                : error(
                        "versions",
                        "DJL's parts do not fit: " + all,
                        "build again, with all of them from ai.djl:bom " + parts.api());
    }

    /** Whether there is a PyTorch for this system and processor. */
    Finding platform() {
        String platform = machine.platform();
        if (machine.unpacked() != null) {
            return ok("platform", "%s, PyTorch in %s".formatted(platform, machine.unpacked()));
        } else if (parts.natives().isEmpty() && machine.isOffline()) {
            return error(
                    "platform",
                    "no PyTorch for %s is here, and DJL may not download one".formatted(platform),
                    "take or build the program for %s; with CUDA, see docs/machine.md"
                            .formatted(platform));
        } else if (!parts.natives().isEmpty() && !parts.natives().endsWith(platform)) {
            return error(
                    "platform",
                    "this is %s, and PyTorch is here as %s".formatted(platform, parts.natives()),
                    "take or build the program for this platform, with a Java that is for it too");
        }
        return ok("platform", platform);
    }

    /** Whether PyTorch can be unpacked, and loaded from where it is. */
    Finding cache() {
        String bridge = machine.library("djl_torch"); // between Java and PyTorch
        String named = parts.api() + "-" + bridge;
        Path ready = machine.unpacked();
        if (ready != null
                && (Files.exists(ready.resolve(bridge)) || Files.exists(ready.resolve(named)))) {
            return loadable(ready, "not needed: PyTorch is in " + ready);
        }
        Path folder = machine.cache().resolve("pytorch").resolve(parts.natives());
        boolean unpacked = ready != null || Files.exists(folder.resolve(machine.library("torch")));
        return unpacked && Files.exists(folder.resolve(named))
                ? loadable(folder, "PyTorch is unpacked in " + machine.cache())
                : writable(folder, unpacked ? 5 : MEGABYTES);
    }

    /** Whether a folder, which need not exist yet, takes so many megabytes. */
    private Finding writable(Path folder, int needed) {
        Path existing = existing(folder.toAbsolutePath());
        try {
            FileStore disk = Files.getFileStore(existing);
            long free = disk.getUsableSpace() >> 20;
            if (!Files.isDirectory(existing)) {
                return unusable(existing, "is not a folder");
            } else if (disk.isReadOnly()) {
                return unusable(existing, "is on a read-only disk");
            } else if (!Files.isWritable(existing)) {
                return unusable(
                        existing,
                        "belongs to %s, and the user %s may not write to it"
                                .formatted(
                                        Files.getOwner(existing), machine.property("user.name")));
            } else if (free < needed) {
                return unusable(
                        existing, "has %d MB free, and PyTorch takes %d".formatted(free, needed));
            }
            return loadable(
                    existing,
                    "PyTorch will be unpacked in %s: %d MB of %d free"
                            .formatted(machine.cache(), needed, free));
        } catch (IOException e) {
            return unusable(existing, "cannot be read");
        }
    }

    /** The folder itself, or the nearest around it. */
    private static Path existing(Path folder) {
        Path around = folder.getParent();
        return Files.exists(folder) || around == null ? folder : existing(around);
    }

    private Finding loadable(Path folder, String message) {
        return forbidsPrograms(folder)
                ? unusable(folder, "is on a disk mounted 'noexec', so no program may run there")
                : ok("cache", message);
    }

    private Finding unusable(Path folder, String why) {
        String mend = machine.set(machine.cacheVariable(), "/another/folder");
        return error("cache", folder + " " + why, mend);
    }

    /** By Linux's table of mounted disks, in which the innermost and last one counts. */
    private boolean forbidsPrograms(Path folder) {
        boolean forbidden = false;
        Path innermost = Path.of("/");
        for (String line : machine.text("proc/self/mounts").lines().toList()) {
            String[] fields = line.split(" ", -1); // disk, folder, kind, options
            Path mounted = Path.of(fields[1].replace("\\040", " "));
            if (real(folder).startsWith(mounted) && mounted.startsWith(innermost)) {
                innermost = mounted;
                forbidden = fields[3].matches("(.*,)?noexec(,.*)?");
            }
        }
        return forbidden;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }
}
