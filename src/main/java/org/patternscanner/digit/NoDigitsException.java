package org.patternscanner.digit;

import java.io.IOException;
import java.util.List;

/**
 * The picture was read, but nothing in it can be a digit or a number. Its message is a sentence for
 * the user.
 */
public final class NoDigitsException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient List<Stage> stages;

    private NoDigitsException(String message, List<Stage> stages) {
        super(message);
        this.stages = List.copyOf(stages);
    }

    static NoDigitsException blank() {
        return new NoDigitsException(
                "The picture is blank: no stroke stands out from its ground.", List.of());
    }

    static NoDigitsException tooMany(int found, int most) {
        return new NoDigitsException(
                "The picture shows %d patches of ink that may be digits, more than %d: crop it to one number."
                        .formatted(found, most),
                List.of());
    }

    /** The same, found after some stages. */
    NoDigitsException after(List<Stage> done) {
        NoDigitsException same = new NoDigitsException(String.valueOf(getMessage()), done);
        same.initCause(this);
        return same;
    }

    /** How far the normalisation of one digit came before this was found. */
    public List<Stage> stages() {
        return stages;
    }
}
