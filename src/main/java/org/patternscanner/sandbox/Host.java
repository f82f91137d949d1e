package org.patternscanner.sandbox;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a server listens.
 *
 * @param name as it was given: a name or an address
 * @param address what it stands for
 */
public record Host(String name, InetAddress address) {

    /**
     * Looks a name up.
     *
     * @throws IOException with one sentence if there is no such host
     */
    public static Host of(String name) throws IOException {
        try {
            return new Host(name, InetAddress.getByName(name));
        } catch (UnknownHostException e) {
            throw new IOException(
                    "--host is '%s'; it must be an address of this machine, such as 127.0.0.1 or 0.0.0.0."
                            .formatted(name),
                    e);
        }
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    /** Names that people may type into a browser. */
    Set<String> names() {
        Set<String> names = new HashSet<>(Set.of("localhost"));
        if (Guard.address(name) == null) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        if (!isLoopback()) {
            try {
                names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
            } catch (UnknownHostException e) {
                // A machine without a name is reached by its address.
            }
        }
        return names;
    }

    String url(int port) {
        return url(address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress(), port);
    }

    private static String url(String address, int port) {
        String shown = address.replaceFirst("%.*", "");
        return "http://%s:%d/".formatted(shown.contains(":") ? "[" + shown + "]" : shown, port);
    }

    /** For other machines. */
    List<String> networkUrls(int port) {
        if (isLoopback()) {
            return List.of();
        }
        if (!address.isAnyLocalAddress()) {
            return List.of(url(port));
        }
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                    .filter(each -> each instanceof Inet4Address || address instanceof Inet6Address)
                    .map(each -> url(each.getHostAddress(), port))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
