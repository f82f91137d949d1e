package org.patternscanner.image;

import java.io.IOException;

/**
 * The picture was read, but nothing in it can be a digit or a number. Its message is a sentence for
 * the user.
 */
public final class NoDigitsException extends IOException {

    private static final long serialVersionUID = 1L;

    private NoDigitsException(String message) {
        super(message);
    }

    static NoDigitsException blank() {
        return new NoDigitsException("The picture is blank: no stroke stands out from its ground.");
    }

    static NoDigitsException tooMany(int found, int most) {
        return new NoDigitsException(
                "The picture shows %d patches of ink that may be digits, more than %d: crop it to one number."
                        .formatted(found, most));
    }
}
