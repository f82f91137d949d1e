package org.patternscanner.sandbox;

import io.javalin.config.RoutesConfig;

/** The server's side of one panel of the page. */
interface Panel {

    /** Says which requests it answers. */
    void register(RoutesConfig routes);
}
