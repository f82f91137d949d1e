package org.patternscanner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.network.NetworkKind;
import org.patternscanner.network.Normalization;
import org.patternscanner.network.Tensor;

/** Damage at random: the number of it, and the seed, can be given (CONTRIBUTING). */
class DamagedSafetensorsTest {

    private static final int DAMAGES = Integer.getInteger("damages", 200);

    private static final long SEED = Long.getLong("seed", 1);

    private static final byte[] STRUCTURE =
            "{}[]\",:0123456789-.eE\\ ".getBytes(StandardCharsets.US_ASCII);

    private final Random random = new Random(SEED);

    @TempDir Path temp;
    private Path file;
    private byte[] good;
    private int headerLength;

    @BeforeEach
    void aNetworkOfManyNumbers() throws IOException {
        ExportedNetwork network =
                new ExportedNetwork(
                        "run", 1, NetworkKind.CNN, Normalization.MNIST, 1, parameters());
        good = Safetensors.of(network);
        headerLength = (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
        file = Files.write(temp.resolve("cnn.safetensors"), good);
    }

    private Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        NetworkKind.CNN
                .architecture()
                .parameterShapes()
                .forEach(
                        (name, shape) -> {
                            long[] sizes = shape.stream().mapToLong(Integer::longValue).toArray();
                            int count = shape.stream().reduce(1, (a, b) -> a * b);
                            float[] values = new float[count];
                            Arrays.fill(values, random.nextFloat());
                            parameters.put(name, new Tensor(sizes, values));
                        });
        return parameters;
    }

    @Test
    void readingADamagedFileEndsInANetworkOrASentence() throws IOException {
        assertThat(ImportedNetwork.read(file).parameters()).hasSize(8);
        int read = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < DAMAGES; i++) {
                damage(channel);
                if (canBeRead(i)) {
                    read++;
                }
                repair(channel);
            }
        }
        assertThat(read).isBetween(1, DAMAGES / 2); // neither is never seen
    }

    private boolean canBeRead(int damage) {
        try {
            for (Tensor tensor : ImportedNetwork.read(file).parameters().values()) {
                for (float value : tensor.values()) {
                    assertThat(Float.isFinite(value)).isTrue();
                }
            }
            return true;
        } catch (IOException e) {
            assertThat(e.getMessage())
                    .as("damage %d of seed %d", damage, SEED)
                    .matches("\\Q" + file + "\\E [^\\n]*[^.]\\.");
            return false;
        }
    }

    /** Changes the header, its length, or how long the file is. */
    private void damage(FileChannel channel) throws IOException {
        switch (random.nextInt(5)) {
            case 0 -> {
                byte[] length = new byte[1 + random.nextInt(8)];
                random.nextBytes(length);
                channel.write(ByteBuffer.wrap(length), random.nextInt(8));
            }
            case 1 -> channel.truncate(random.nextInt(good.length));
            case 2 -> {
                byte[] noise = new byte[1 + random.nextInt(3)];
                random.nextBytes(noise);
                channel.write(ByteBuffer.wrap(noise), Long.BYTES + random.nextInt(headerLength));
            }
            default -> {
                for (int times = 1 + random.nextInt(3); times > 0; times--) {
                    byte[] one = {STRUCTURE[random.nextInt(STRUCTURE.length)]};
                    channel.write(ByteBuffer.wrap(one), Long.BYTES + random.nextInt(headerLength));
                }
            }
        }
    }

    /** Only what was damaged: the numbers are long. */
    private void repair(FileChannel channel) throws IOException {
        long kept = channel.size();
        channel.write(ByteBuffer.wrap(good, 0, Long.BYTES + headerLength + 3), 0);
        if (kept < good.length) {
            int from = (int) Math.min(kept, Long.BYTES + headerLength);
            channel.write(ByteBuffer.wrap(good, from, good.length - from), from);
        }
    }

    @Test
    void thatWhichIsRepairedIsWhole() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(1);
            assertThatThrownBy(() -> ImportedNetwork.read(file)).isInstanceOf(IOException.class);
            repair(channel);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }
}
