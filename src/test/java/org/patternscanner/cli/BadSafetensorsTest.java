package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no safetensors, or not of a network: a sentence, and no run. */
class BadSafetensorsTest extends Importing {

    private static final String NO_HEADER = "its header is not the JSON of one";

    /** In one short sentence, and without leaving anything behind. */
    private void refuses(byte[] content, String reason) throws IOException {
        fails(importBytes(content), file + " ", reason);
    }

    private void fails(Outcome outcome, String start, String reason) {
        outcome.failsWith("cnn: " + start, reason);
        assertThat(outcome.err()).matches("[^\n]*\\.\n").hasSizeLessThan(500);
        assertThat(models()).doesNotExist();
    }

    @Test
    void refusesWhatIsNoFile() {
        Path none = temp.resolve("none.safetensors");
        fails(importFile(none), none + ": ", "there is no such file or folder.");
        fails(importFile(temp), temp + " is no file", "folder");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'is no safetensors file: it is 0 bytes long, too short for a header'",
        "7, 'it is 7 bytes long, too short'",
        "8, " + NO_HEADER
    })
    void refusesWhatHasNoHeader(int length, String reason) throws IOException {
        refuses(new byte[length], reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 10_000_000_000L, 100_000_000})
    void refusesAHeaderThatWouldBeLongerThanTheFile(long claimed) throws IOException {
        byte[] content = good.bytes(claimed);
        String length = Long.toUnsignedString(claimed);
        refuses(content, "%s bytes long, and %d follow".formatted(length, content.length - 8));
    }

    @Test
    void refusesAVeryLongHeaderWithoutReadingIt() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.writeLong(Long.reverseBytes(10_000_000_000L));
            sparse.setLength(10_000_000_008L);
        }
        fails(importFile(file), file + " has a header of 10000000000 bytes", "more than 1048576");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[]",
                "42",
                "null",
                "{",
                "{}{}",
                "{'a':1}",
                "{\"a\":1}",
                "{\"a\":[]}",
                "{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":3}}",
                "{\"__metadata__\":[]}",
                "{\"a\":{\"dtype\":null}}",
                "// {}",
                "",
                "{\"\u00ff"
            })
    void refusesAHeaderThatIsNotTheJsonOfOne(String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1); // the last is no UTF-8
        ByteBuffer content =
                ByteBuffer.allocate(Long.BYTES + text.length).order(ByteOrder.LITTLE_ENDIAN);
        refuses(content.putLong(text.length).put(text).array(), NO_HEADER);
    }

    /** What stands in the header of a good file, and what is put there instead. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            textBlock =
                    """
                    "dtype":"F32","shape":[10],  | "shape":[10],   | its header gives tensor 'fc2.bias' no dtype, no shape
                    "shape":[10],                | ``              | no dtype, no shape or no two data_offsets
                    ,1686568]                    | ]               | no dtype, no shape or no two data_offsets
                    ,"fc2.bias"                  | ,"fc1.bias"     | names 'fc1.bias' twice
                    "dtype":"F32","shape":[10],  | "dtype":"F32","dtype":"F32","shape":[10], | names 'dtype' twice
                    "shape":[10],                | "shape":[-10],  | a size or an offset of tensor 'fc2.bias' is no whole number from 0 up
                    "shape":[10],                | "shape":[1e1],  | is no whole number
                    "shape":[10],                | "shape":["10"], | is no whole number
                    "shape":[10],                | "shape":[99999999999999999999], | is no whole number
                    ,1686568]                    | ,-1]            | is no whole number
                    "shape":[10],                | "shape":[11],   | the bytes of tensor 'fc2.bias' do not fit its shape [11]
                    "shape":[10],                | "shape":[4611686018427387,4611686018427387], | do not fit its shape
                    [1686528,1686568]            | [1686524,1686564] | begins at byte 1686524 of the data, and the one before it ends at 1686528
                    [1686528,1686568]            | [1686532,1686572] | begins at byte 1686532
                    [0,1152]                     | [4,1156]        | 'conv1.weight' begins at byte 4 of the data, and the one before it ends at 0
                    "format":"pt"                | "format":1      | 'format' of its metadata is no text
                    "fc2.bias"                   | "fc2.b"         | has no tensor 'fc2.bias', which SimpleCNN needs; it holds a tensor 'fc2.b', which SimpleCNN has not; it holds 'conv1.weight', 'conv1.bias',
                    "shape":[32,1,3,3]           | "shape":[32,9,1,1] | 'conv1.weight' in shape (32, 9, 1, 1); SimpleCNN needs it in (32, 1, 3, 3)
                    "shape":[10]                 | "shape":[10,1]  | 'fc2.bias' in shape (10, 1); SimpleCNN needs it in (10)
                    "dtype":"F32","shape":[10]   | "dtype":"I32","shape":[10] | 'fc2.bias' as 'I32', and F32, F16, BF16 and F64 can be read: in PyTorch, .float() makes F32 of it
                    "dtype":"F32","shape":[10]   | "dtype":"\\u0007","shape":[10] | 'fc2.bias' as '?'
                    """)
    void refusesAHeaderThatIsWrong(String text, String other, String reason) throws IOException {
        String changed = good.header().replace(text, other);
        assertThat(changed).isNotEqualTo(good.header());
        refuses(good.withHeader(changed).bytes(), reason);
    }

    @Test
    void refusesTenGigabytesThatAreNotThere() throws IOException {
        String huge =
                "{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[2500000000],\"data_offsets\":[0,10000000000]}}";
        refuses(
                good.withHeader(huge).withData(new byte[40]).bytes(),
                "its tensors take 10000000000 bytes, and it holds 40");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 9})
    void refusesAFileThatIsCutOffOrTooLong(int more) throws IOException {
        int data = good.data().length;
        refuses(
                Arrays.copyOf(good.bytes(), good.bytes().length + more),
                "its tensors take %d bytes, and it holds %d".formatted(data, data + more));
    }

    @Test
    void refusesTensorsTooMany() throws IOException {
        int end = good.data().length;
        String more =
                ",\"fc3.bias\":{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[%d,%d]}}"
                        .formatted(end, end + 40);
        String header = good.json().toString().replaceFirst("}$", more);
        refuses(
                good.withHeader(header).withData(Arrays.copyOf(good.data(), end + 40)).bytes(),
                "holds a tensor 'fc3.bias', which SimpleCNN has not");
    }

    @Test
    void saysInOneSentenceAllThatIsWrong() throws IOException {
        String header =
                good.header()
                        .replace("fc2.bias", "fc9.bias")
                        .replace("\"shape\":[32,1,3,3]", "\"shape\":[32,9,1,1]");
        refuses(
                good.withHeader(header).bytes(),
                "has no tensor 'fc2.bias', which SimpleCNN needs; it holds tensor 'conv1.weight' in shape (32, 9, 1, 1); SimpleCNN needs it in (32, 1, 3, 3); it holds a tensor 'fc9.bias', which SimpleCNN has not; it holds 'conv1.weight', 'conv1.bias',");
    }

    @Test
    void refusesOtherNetworks() throws IOException {
        String reason = "holds no network that this program has: it holds ";
        String wanted = ", and SimpleCNN has tensors conv1.weight, conv1.bias,";
        refuses(good.withHeader("{}").withData(new byte[0]).bytes(), reason + "nothing" + wanted);
        String others = good.header().replaceAll("\"(conv|fc)", "\"layer.$1_");
        refuses(
                good.withHeader(others).bytes(),
                reason + "'layer.conv_1.weight', 'layer.conv_1.bias', ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7fc00000, 0x7f800000, 0xff800000})
    void refusesNumbersThatAreNone(int bits) throws IOException {
        byte[] data = good.data().clone();
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(data.length - 4, bits);
        refuses(good.withData(data).bytes(), "'fc2.bias' that is infinite or not a number");
    }

    @Test
    void refusesNumbersThatOverflow() throws IOException {
        byte[] data = good.data().clone();
        ByteBuffer numbers = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            numbers.putFloat(Float.MAX_VALUE);
        }
        refuses(good.withData(data).bytes(), "so large that no logits can be computed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\u0003\u0004 and more", "\u0080\u0002\u008a\n"})
    void tellsHowToSaveSafetensorsFromPyTorch(String start) throws IOException {
        refuses(
                start.getBytes(StandardCharsets.ISO_8859_1),
                "safetensors.torch.save_file(model.state_dict(), 'cnn.safetensors')");
    }

    /** Real files' first bytes; '_' stands for bytes that may be any. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    PK\\3\\4__________________________cnn/data.pkl | is a PyTorch checkpoint; save safetensors instead
                    PK\\3\\4__________________________conv1.weight.npy | is a NumPy archive (.npz); save safetensors instead, in Python: safetensors.numpy.save_file(dict(numpy.load
                    PK\\3\\4__________________________metadata.json | is a Keras model; save its weights
                    \\211HDF\\r\\n\\32\\n | is an HDF5 file
                    \\10\\7\\22\\7pytorch | is an ONNX model; save safetensors instead, in Python: safetensors.numpy.save_file({t.name
                    DJL@___ | is a file of DJL's parameters; an epoch of a run of this program needs no import
                    <!DOCTYPE html><title> | is a web page or other XML; a safetensors file is needed
                    version https://git-lfs.github.com/spec/v1 | is a Git LFS pointer
                    """)
    void tellsWhatElseAFileIs(String start, String reason) throws IOException {
        refuses(start.translateEscapes().getBytes(StandardCharsets.ISO_8859_1), reason);
    }

    @Test
    void aLongShapeMakesAShortSentence() throws IOException {
        String shape = "[0" + ",0".repeat(100_000) + "]";
        String header =
                "{\"conv1.weight\": {\"dtype\": \"F32\", \"shape\": %s, \"data_offsets\": [0, 8]}}";
        refuses(
                good.withHeader(header.formatted(shape)).withData(new byte[8]).bytes(),
                "do not fit its shape");
    }
}
