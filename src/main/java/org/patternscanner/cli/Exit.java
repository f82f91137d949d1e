package org.patternscanner.cli;

/** What a command tells the shell. */
final class Exit {

    static final int OK = 0;

    /** Something went wrong, or a check did not hold. */
    static final int FAILED = 1;

    /** The command line is wrong. */
    static final int WRONG_USAGE = 2;

    /** What a shell reports of a program that Ctrl-C ended. */
    static final int INTERRUPTED = 130;

    private Exit() {}
}
