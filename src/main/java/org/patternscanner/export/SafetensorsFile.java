package org.patternscanner.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.patternscanner.data.FileKind;
import org.patternscanner.network.Tensor;

/**
 * A safetensors file that is open for reading. Opening it reads the header alone and holds it
 * against the file's length, so that no memory is taken for what a file only claims to hold.
 */
final class SafetensorsFile implements AutoCloseable {

    /** This program's are 1 kB long; a longer one than this would only fill memory. */
    private static final int LONGEST_HEADER = 1 << 20;

    /** A checkpoint with an optimizer's state and an average of the weights is 10 MB long. */
    private static final int MOST_BYTES = 100_000_000;

    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsFile(FileChannel channel) throws IOException {
        this.channel = channel;
        int length = headerLength(channel);
        dataStart = (long) Long.BYTES + length;
        header =
                SafetensorsHeader.parse(
                        bytes(channel, Long.BYTES, length), channel.size() - dataStart);
    }

    /**
     * Opens a file.
     *
     * @throws MalformedFileException if it is no whole safetensors file
     */
    static SafetensorsFile open(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new MalformedFileException("is no file: it is a folder or a device");
        }
        FileChannel channel = FileChannel.open(file);
        try {
            return new SafetensorsFile(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static int headerLength(FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer start = bytes(channel, 0, (int) Math.min(FileKind.BYTES, size));
        Optional<FileKind> kind = FileKind.of(StandardCharsets.ISO_8859_1.decode(start.slice()));
        if (kind.isPresent()) {
            throw new MalformedFileException("is %s; %s".formatted(kind.get(), advice(kind.get())));
        }
        if (start.limit() < Long.BYTES) {
            throw new MalformedFileException(
                    "is no safetensors file: it is %d bytes long, too short for a header"
                            .formatted(size));
        }
        long claimed = start.order(ByteOrder.LITTLE_ENDIAN).getLong();
        long rest = size - Long.BYTES;
        if (claimed < 0 || claimed > rest) {
            throw new MalformedFileException(
                    "is no safetensors file, or is cut off: its header would be %s bytes long, and %d follow"
                            .formatted(Long.toUnsignedString(claimed), rest));
        }
        if (claimed > LONGEST_HEADER) {
            throw new MalformedFileException(
                    "has a header of %d bytes; no network of this program needs more than %d"
                            .formatted(claimed, LONGEST_HEADER));
        }
        return (int) claimed;
    }

    private static String advice(FileKind kind) {
        return switch (kind) {
            case PYTORCH, PICKLE, ZIP ->
                    "save safetensors instead, in PyTorch: safetensors.torch.save_file(model.state_dict(), 'cnn.safetensors'), or in place of model.state_dict() what torch.load gives, if that is a state_dict";
            case NPZ ->
                    "save safetensors instead, in Python: safetensors.numpy.save_file(dict(numpy.load('cnn.npz')), 'cnn.safetensors')";
            case ONNX ->
                    "save safetensors instead, in Python: safetensors.numpy.save_file({t.name: onnx.numpy_helper.to_array(t) for t in onnx.load('cnn.onnx').graph.initializer}, 'cnn.safetensors')";
            case DJL ->
                    "an epoch of a run of this program needs no import: name the run's folder with --model";
            case KERAS, HDF5 ->
                    "save its weights with safetensors.numpy.save_file, under PyTorch's names and in its shapes: kernels (out, in, height, width), dense weights (out, in)";
            default -> "a safetensors file is needed";
        };
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int count)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new MalformedFileException("was cut off while it was read");
            }
        }
        return bytes.flip();
    }

    SafetensorsHeader header() {
        return header;
    }

    /**
     * All bytes of the file.
     *
     * @throws MalformedFileException if they are many more than a network's
     */
    byte[] content() throws IOException {
        if (header.dataLength() > MOST_BYTES) {
            throw new MalformedFileException(
                    "holds %d bytes of tensors, most of which are not the network's: save the network alone"
                            .formatted(header.dataLength()));
        }
        return bytes(channel, 0, Math.toIntExact(dataStart + header.dataLength())).array();
    }

    /**
     * Reads a tensor.
     *
     * @param content see {@link #content}
     * @param name of a tensor in the header
     * @throws MalformedFileException if a number is not finite
     */
    Tensor tensor(byte[] content, String name) throws MalformedFileException {
        SafetensorsHeader.Entry entry = Objects.requireNonNull(header.tensors().get(name));
        int from = Math.toIntExact(dataStart + entry.begin());
        int length = Math.toIntExact(entry.end() - entry.begin());
        ByteBuffer data = ByteBuffer.wrap(content, from, length).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[length / entry.type().bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = entry.type().read(data);
            if (!Float.isFinite(values[i])) {
                throw new MalformedFileException(
                        "holds a number in tensor '%s' that is infinite or not a number: its training must have failed"
                                .formatted(SafetensorsHeader.shown(name)));
            }
        }
        return new Tensor(entry.shape().stream().mapToLong(Long::longValue).toArray(), values);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
