package org.patternscanner.data;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people take for images or for a network and is something else, known by how it begins. */
public enum FileKind {
    PYTORCH("a PyTorch checkpoint", "PK\3\4.{26}[^\0]{0,200}/?(data\\.pkl|byteorder|\\.format).*"),
    PICKLE("a pickle, as PyTorch wrote before 1.6", "\u0080[\2-\5].*"),
    NPZ("a NumPy archive (.npz)", "PK\3\4.{26}[^\0]{1,200}\\.npy.*"),
    KERAS("a Keras model", "PK\3\4.{26}(metadata|config)\\.json.*"),
    ZIP("a zip archive", "PK\3\4.*"),
    DJL("a file of DJL's parameters", "DJL@.*"),
    HDF5("an HDF5 file, as Keras (.h5) and MATLAB write", "\u0089HDF\r\n\u001a\n.*"),
    ONNX("an ONNX model", "\b[\1-\u000f][\u0012:].*"),
    NPY("a NumPy array (.npy)", "\u0093NUMPY.*"),
    MATLAB("a MATLAB file (.mat)", "MATLAB .*"),
    PARQUET("a Parquet table", "PAR1.*"),
    PICTURE("a picture", "(\u0089PNG|\u00ff\u00d8\u00ff|GIF8).*"),
    GZIP("a gzip file", "\u001f\u008b.*"),
    TAR("a tar archive", ".{257}ustar.*"),
    POINTER(
            "a Git LFS pointer, not the file that it stands for ('git lfs pull' gets it)",
            "version https://git-lfs.*"),
    WEB_PAGE("a web page or other XML", "\\s*<(!doctype html|html|head|\\?xml).*"),
    CSV("a table of text (CSV)", "[\\w.\" ]{1,40}[,;\t][\\w.,;\t\" ]*\\s.*|([\\d.]+[,;\t]){20}.*");

    /** How many of a file's first bytes {@link #of} asks for. */
    public static final int BYTES = 512;

    private final String description;
    private final String start;

    FileKind(String description, String start) {
        this.description = description;
        this.start = start;
    }

    /** The kind of a file; empty if it is none of these, as what it should be. */
    public static Optional<FileKind> of(byte[] content) {
        int length = Math.min(BYTES, content.length);
        return of(new String(content, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** The kind of a file that begins with these bytes, one a character. */
    public static Optional<FileKind> of(CharSequence start) {
        return Stream.of(values())
                .filter(
                        kind ->
                                Pattern.compile(
                                                kind.start,
                                                Pattern.DOTALL | Pattern.CASE_INSENSITIVE)
                                        .matcher(start)
                                        .matches())
                .findFirst();
    }

    /** With its article, as in "a web page or other XML". */
    @Override
    public String toString() {
        return description;
    }
}
