package org.patternscanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no safetensors, or not of a network: a sentence, and no run. */
class BadSafetensorsTest extends Importing {

    private void refuses(byte[] content, String sentence) throws IOException {
        importBytes(content).failsWith("%s %s.".formatted(file, sentence));
        assertThat(models()).doesNotExist();
    }

    @Test
    void refusesWhatIsNoFile() {
        importFile(temp.resolve("none.safetensors"))
                .failsWith(
                        "%s: there is no such file or folder."
                                .formatted(temp.resolve("none.safetensors")));
        importFile(temp).failsWith(temp + " is no file: it is a folder or a device.");
    }

    @Test
    void refusesWhatHasNoHeader() throws IOException {
        refuses(new byte[0], "is no safetensors file: it is 0 bytes long, too short for a header");
        refuses(new byte[7], "is no safetensors file: it is 7 bytes long, too short for a header");
        refuses(
                new byte[8],
                "is no safetensors file, or is damaged: its header is not the JSON of one");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 18446744073709551615",
        "-9223372036854775808, 9223372036854775808",
        "9223372036854775807, 9223372036854775807",
        "10000000000, 10000000000",
        "100000000, 100000000"
    })
    void refusesAHeaderThatWouldBeLongerThanTheFile(long claimed, String length)
            throws IOException {
        byte[] content = good.bytes(claimed);
        refuses(
                content,
                "is no safetensors file, or is cut off: its header would be %s bytes long, and %d follow"
                        .formatted(length, content.length - 8));
    }

    @Test
    void refusesAVeryLongHeaderWithoutReadingIt() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(10_000_000_000L)
                            .array());
            sparse.setLength(10_000_000_008L);
        }
        importFile(file)
                .failsWith(
                        file
                                + " has a header of 10000000000 bytes; no network of this program needs more than 1048576.");
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
                ""
            })
    void refusesAHeaderThatIsNotTheJsonOfOne(String header) throws IOException {
        refuses(
                good.withHeader(header).bytes(),
                "is no safetensors file, or is damaged: its header is not the JSON of one");
    }

    @Test
    void refusesAHeaderThatIsNoText() throws IOException {
        byte[] content = good.bytes();
        content[12] = (byte) 0xff;
        refuses(
                content,
                "is no safetensors file, or is damaged: its header is not the JSON of one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"dtype\":\"F32\",\"shape\":[10],|\"shape\":[10],|gives tensor 'fc2.bias' no dtype, no shape or no two data_offsets",
                "\"shape\":[10],||gives tensor 'fc2.bias' no dtype, no shape or no two data_offsets",
                ",1686568]|]|gives tensor 'fc2.bias' no dtype, no shape or no two data_offsets",
                ",\"fc2.bias\"|,\"fc1.bias\"|names 'fc1.bias' twice",
                "\"dtype\":\"F32\",\"shape\":[10],|\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[10],|names 'dtype' twice",
            })
    void refusesAHeaderThatIsNotComplete(String text, String other, String reason)
            throws IOException {
        String changed = good.header().replace(text, other == null ? "" : other);
        assertThat(changed).isNotEqualTo(good.header());
        refuses(good.withHeader(changed).bytes(), "is damaged: its header " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"shape\":[10],|\"shape\":[-10],|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                "\"shape\":[10],|\"shape\":[1e1],|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                "\"shape\":[10],|\"shape\":[\"10\"],|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                "\"shape\":[10],|\"shape\":[99999999999999999999],|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                ",1686568]|,-1]|a size or an offset of tensor 'fc2.bias' is no whole number from 0 up",
                "\"shape\":[10],|\"shape\":[11],|the bytes of tensor 'fc2.bias' do not fit its shape [11]",
                "\"shape\":[10],|\"shape\":[4611686018427387,4611686018427387],|the bytes of tensor 'fc2.bias' do not fit its shape [4611686018427387, 4611686018427387]",
                "[1686528,1686568]|[1686524,1686564]|tensor 'fc2.bias' begins at byte 1686524 of the data, and the one before it ends at 1686528",
                "[1686528,1686568]|[1686532,1686572]|tensor 'fc2.bias' begins at byte 1686532 of the data, and the one before it ends at 1686528",
                "[0,1152]|[4,1156]|tensor 'conv1.weight' begins at byte 4 of the data, and the one before it ends at 0",
                "\"format\":\"pt\"|\"format\":1|'format' of its metadata is no text",
            })
    void refusesSizesAndOffsetsThatCannotBe(String text, String other, String reason)
            throws IOException {
        String changed = good.header().replace(text, other);
        assertThat(changed).isNotEqualTo(good.header());
        refuses(good.withHeader(changed).bytes(), "is damaged: " + reason);
    }

    @Test
    void refusesTenGigabytesThatAreNotThere() throws IOException {
        String huge =
                "{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[2500000000],\"data_offsets\":[0,10000000000]}}";
        refuses(
                good.withHeader(huge).withData(new byte[40]).bytes(),
                "is damaged or cut off: its tensors take 10000000000 bytes, and it holds 40");
    }

    @Test
    void refusesAFileThatIsCutOffOrTooLong() throws IOException {
        byte[] content = good.bytes();
        int data = good.data().length;
        refuses(
                Arrays.copyOf(content, content.length - 1),
                "is damaged or cut off: its tensors take %d bytes, and it holds %d"
                        .formatted(data, data - 1));
        refuses(
                Arrays.copyOf(content, content.length + 9),
                "is damaged or cut off: its tensors take %d bytes, and it holds %d"
                        .formatted(data, data + 9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"fc2.bias\"|\"fc2.b\"|has no tensor 'fc2.bias', which SimpleCNN needs",
                "\"shape\":[32,1,3,3]|\"shape\":[32,9,1,1]|holds tensor 'conv1.weight' in shape (32, 9, 1, 1); SimpleCNN needs it in (32, 1, 3, 3)",
                "\"shape\":[10]|\"shape\":[10,1]|holds tensor 'fc2.bias' in shape (10, 1); SimpleCNN needs it in (10)",
                "\"dtype\":\"F32\",\"shape\":[10]|\"dtype\":\"I32\",\"shape\":[10]|holds tensor 'fc2.bias' as 'I32', and F32, F16, BF16 and F64 can be read: in PyTorch, .float() makes F32 of it",
                "\"dtype\":\"F32\",\"shape\":[10]|\"dtype\":\"\\u0007\",\"shape\":[10]|holds tensor 'fc2.bias' as '?', and F32, F16, BF16 and F64 can be read: in PyTorch, .float() makes F32 of it",
            })
    void refusesTensorsThatNoNetworkHas(String text, String other, String sentence)
            throws IOException {
        String changed = good.header().replace(text, other);
        assertThat(changed).isNotEqualTo(good.header());
        refuses(good.withHeader(changed).bytes(), sentence);
    }

    @Test
    void refusesTensorsTooMany() throws IOException {
        JsonObject header = good.json();
        JsonObject more = header.getAsJsonObject("fc2.bias").deepCopy();
        int end = good.data().length;
        JsonArray offsets = new JsonArray();
        offsets.add(end);
        offsets.add(end + 40);
        more.add("data_offsets", offsets);
        header.add("fc3.bias", more);
        refuses(
                good.with(header).withData(Arrays.copyOf(good.data(), end + 40)).bytes(),
                "holds a tensor 'fc3.bias', which SimpleCNN has not");
    }

    @Test
    void refusesOtherNetworks() throws IOException {
        String sentence =
                "holds no network that this program has: SimpleCNN has tensors conv1.weight, conv1.bias, conv2.weight, conv2.bias, fc1.weight, fc1.bias, fc2.weight, fc2.bias";
        refuses(good.withHeader("{}").withData(new byte[0]).bytes(), sentence);
        String prefixed = good.header().replaceAll("\"(conv|fc)", "\"module.$1");
        refuses(good.withHeader(prefixed).bytes(), sentence);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7fc00000, 0x7f800000, 0xff800000})
    void refusesNumbersThatAreNone(int bits) throws IOException {
        byte[] data = good.data().clone();
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(data.length - 4, bits);
        refuses(
                good.withData(data).bytes(),
                "holds a number in tensor 'fc2.bias' that is infinite or not a number: its training must have failed");
    }

    @Test
    void refusesNumbersThatOverflow() throws IOException {
        byte[] data = good.data().clone();
        ByteBuffer numbers = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            numbers.putFloat(Float.MAX_VALUE);
        }
        importBytes(good.withData(data).bytes())
                .failsWith(file + " holds numbers so large that no logits can be computed.");
        assertThat(models()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\u0003\u0004 and more", "\u0080\u0002\u008a\n"})
    void tellsHowToSaveSafetensorsFromPyTorch(String start) throws IOException {
        refuses(
                start.getBytes(StandardCharsets.ISO_8859_1),
                "is what torch.save or numpy.savez writes; save safetensors instead, in PyTorch: safetensors.torch.save_file(model.state_dict(), 'cnn.safetensors')");
    }

    @Test
    void aLongShapeMakesAShortSentence() throws IOException {
        String shape = "[0" + ",0".repeat(100_000) + "]";
        String header =
                "{\"conv1.weight\": {\"dtype\": \"F32\", \"shape\": %s, \"data_offsets\": [0, 8]}}"
                        .formatted(shape);
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);

        Outcome outcome = importBytes(bytes.array());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("do not fit its shape").hasSizeLessThan(500);
    }
}
