package org.patternscanner.network;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Settles before every test class how DJL's engine loads: JUnit finds it under META-INF. */
public final class SettledEngine implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        TorchEngine.configure(2);
    }
}
