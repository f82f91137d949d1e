package org.patternscanner.checkpoint;

/** Names in commands that people copy into a shell. */
public final class ShellWord {

    private ShellWord() {}

    /** One word to a POSIX shell, in quotation marks if it needs them. */
    public static String of(Object name) {
        String text = name.toString();
        return text.matches("[\\w./:~+@%,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
