package org.patternscanner.image;

import java.io.IOException;

/** The picture was read, but there is no ink in it. Its message is a sentence for the user. */
public final class BlankPictureException extends IOException {

    private static final long serialVersionUID = 1L;

    BlankPictureException() {
        super("The picture is blank: no stroke stands out from its ground.");
    }
}
