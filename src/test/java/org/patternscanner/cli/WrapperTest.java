package org.patternscanner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code mvnw} against a release of three lines and a server on this machine. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mvnw is for sh; Windows has mvnw.cmd")
class WrapperTest {
    private static final String ZIP = "apache-maven-3.9.11-bin.zip";

    @TempDir Path temp;
    private ScriptUser user;
    private Path project;
    private Path mvnw;
    private Path dists;
    private Path zip;
    private HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void projectWithATinyRelease() throws IOException, GeneralSecurityException {
        user = new ScriptUser(temp);
        Path jar = Path.of(System.getProperty("java.home"), "bin", "jar");
        user.has("jar", "exec '" + jar + "' \"$@\"");
        dists = user.folder().resolve(".m2/wrapper/dists/apache-maven-3.9.11");

        byte[] release = zipOf("echo release: \"$#: $*\"", "pwd -P", "exit 7");
        zip = Files.write(user.folder().resolve("release.zip"), release);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.add(exchange.getRequestURI().getPath());
                    exchange.sendResponseHeaders(200, release.length);
                    exchange.getResponseBody().write(release);
                    exchange.close();
                });
        server.start();

        project = Files.createDirectories(user.folder().resolve("a project"));
        mvnw = project.resolve("mvnw");
        Files.copy(Path.of("mvnw"), mvnw);
        assertThat(mvnw.toFile().setExecutable(true)).isTrue();
        named(sha512(release));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void downloadsAndRunsTheReleaseAndSaysSoInOneLine() throws IOException {
        assumeTrue(user.hasReal("curl"), "needs curl");

        ScriptUser.Run run = user.runs(mvnw, "-B", "two words");

        assertThat(run.errLines())
                .containsExactly("mvnw: downloading Maven 3.9.11 from " + url("/dist/" + ZIP));
        assertThat(run.out()).isEqualTo("release: 2: -B two words\n" + project + "\n");
        assertThat(run.exit()).isEqualTo(7);
        assertThat(requests).containsExactly("/dist/" + ZIP);
    }

    @Test
    void downloadsOnlyOnceAndKeepsOnlyTheRelease() throws IOException {
        hasWget();
        user.runs(mvnw);
        assertThat(ScriptUser.namesIn(dists)).hasSize(1); // nothing but the release
        user.has("wget", "exit 1");

        ScriptUser.Run second = user.runs(mvnw, "verify");

        assertThat(second.out()).startsWith("release: 1: verify\n");
        assertThat(second.err()).isEmpty();
    }

    @Test
    void keepsReleasesInMavenUserHome() throws IOException {
        hasWget();
        Path home = user.folder().resolve("elsewhere");
        user.set("MAVEN_USER_HOME", home.toString());

        assertThat(user.runs(mvnw).out()).startsWith("release:");

        assertThat(home.resolve("wrapper/dists/apache-maven-3.9.11")).isNotEmptyDirectory();
        assertThat(dists).doesNotExist();
    }

    @Test
    void fetchesFromTheRepositoryThatMvnwRepourlNames() throws IOException {
        assumeTrue(user.hasReal("curl"), "needs curl");
        user.set("MVNW_REPOURL", url("/mirror/"));

        assertThat(user.runs(mvnw).out()).startsWith("release:");

        assertThat(requests).containsExactly("/mirror/org/apache/maven/apache-maven/3.9.11/" + ZIP);
    }

    @Test
    void runsAsAProgramFromAnyFolderForItsOwnProject() throws IOException {
        hasWget();
        Path elsewhere = Files.createDirectories(user.folder().resolve("else where"));

        ScriptUser.Run run = user.executes(elsewhere, mvnw, "package");

        assertThat(run.out()).isEqualTo("release: 1: package\n" + project + "\n");
    }

    @Test
    void readsPropertiesThatWereCheckedOutOnWindows() throws IOException {
        hasWget();
        Path properties = project.resolve(".mvn/wrapper/maven-wrapper.properties");
        Files.writeString(properties, Files.readString(properties).replace("\n", "\r\n"));

        assertThat(user.runs(mvnw).out()).startsWith("release:");
    }

    @Test
    void throwsAwayADownloadWithAWrongDigestAndSaysSo() throws IOException {
        hasWget();
        hasMaven("3.9.9 (abc)");
        named("0".repeat(128));

        ScriptUser.Run run = user.runs(mvnw);

        assertThat(run.out()).isEqualTo("Apache Maven 3.9.9 (abc)\n");
        assertThat(run.errLines().get(1)).contains("wrong SHA-512", "using Maven 3.9.9");
        assertThat(ScriptUser.namesIn(dists)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.7", "3.9.11", "3.10.0", "4.0.0-rc-4"})
    void fallsBackToMavenOnThePathAndSaysSoInOneLine(String version) throws IOException {
        // Half a file, as where a line goes dead.
        user.has("curl", "while [ \"$1\" != -o ]; do shift; done", "echo PK >\"$2\"", "exit 28");
        user.has(
                "mvn",
                "if [ \"$2\" = --version ]; then printf '\\033[1mApache Maven %s\\033[m\\n' "
                        + version,
                "else echo \"path: $#: $*\"; fi");

        ScriptUser.Run run = user.runs(mvnw, "-B", "two words");

        assertThat(run.out()).isEqualTo("path: 2: -B two words\n");
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(1))
                .startsWith("mvnw: cannot download Maven 3.9.11; using Maven " + version.charAt(0))
                .endsWith(" from the PATH instead.");
        assertThat(ScriptUser.namesIn(dists)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6.3", "3.0", "2.2.1"})
    void refusesAMavenOnThePathThatIsTooOld(String version) throws IOException {
        hasMaven(version);

        user.runs(mvnw).fails("Maven " + version, "older than 3.8", "or set MVNW_REPOURL");
    }

    private void hasMaven(String version) throws IOException {
        user.has("mvn", "echo 'Apache Maven " + version + "'");
    }

    @Test
    void saysInOneSentenceThatThereIsNeitherADownloadNorAMaven() {
        ScriptUser.Run run = user.runs(mvnw);

        run.fails("no mvn on the PATH", "install Maven 3.8 or later, or set MVNW_REPOURL");
        assertThat(run.errLines()).hasSize(2);
        assertThat(ScriptUser.namesIn(dists)).isEmpty();
    }

    @Test
    void fallsBackWhereTheWrapperFolderCannotBeWritten() throws IOException {
        hasMaven("3.8.7");
        Files.writeString(user.folder().resolve(".m2"), "not a folder");

        ScriptUser.Run run = user.runs(mvnw);

        assertThat(run.out()).isEqualTo("Apache Maven 3.8.7\n");
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).startsWith("mvnw: cannot write to " + dists + "; using Maven 3.8.7");
    }

    @Test
    void saysInOneSentenceThatThereIsNoJava() throws IOException {
        hasMaven("3.8.7");
        user.set("JAVA_HOME", "/there is none");

        ScriptUser.Run run = user.runs(mvnw);

        run.fails("needs a JDK of version 17 or later", "set JAVA_HOME");
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
    }

    /** Without curl, so that this is what is used; and without a network. */
    private void hasWget() throws IOException {
        user.has("wget", "while [ \"$1\" != -O ]; do shift; done", "cp '" + zip + "' \"$2\"");
    }

    private void named(String digest) throws IOException {
        Path folder = Files.createDirectories(project.resolve(".mvn/wrapper"));
        Files.writeString(
                folder.resolve("maven-wrapper.properties"),
                """
                # A comment
                distributionUrl=%s
                distributionSha512Sum=%s
                """
                        .formatted(url("/dist/" + ZIP), digest));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static byte[] zipOf(String... lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("apache-maven-3.9.11/bin/mvn"));
            out.write(("#!/bin/sh\n" + String.join("\n", lines) + "\n").getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String sha512(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    }
}
