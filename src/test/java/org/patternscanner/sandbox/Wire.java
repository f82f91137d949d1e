package org.patternscanner.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patternscanner.sandbox.Caller.Answer;

/** Bytes to the server as nobody's library would send them, and what comes back. */
final class Wire {

    private static final int LONGEST_MILLIS = 20_000;

    private Wire() {}

    /** Sends a text, and reads until the server ends the connection. */
    static Answer send(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return answer(read(socket.getInputStream()));
        }
    }

    /** A request without a body, whose connection ends with its answer. */
    static Answer get(int port, String path, String... headers) throws IOException {
        return send(port, head("GET", path, headers) + "\r\n");
    }

    static String head(String method, String path, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        if (Arrays.stream(headers).noneMatch(each -> each.startsWith("Host:"))) {
            text.append("Host: 127.0.0.1\r\n");
        }
        return text.append("Connection: close\r\n").toString();
    }

    /** A connection that is reset after its answer has still given the answer. */
    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (SocketException e) {
            text.append("");
        }
        return text.toString();
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), text);
        }
        List<String> lines = text.substring(0, end).lines().toList();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), List.of(line.substring(colon + 1).strip()));
        }
        int status = Integer.parseInt(lines.get(0).split(" ", 3)[1]);
        return new Answer(status, headers, text.substring(end + 4));
    }
}
