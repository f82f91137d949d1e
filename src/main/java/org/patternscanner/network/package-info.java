/** The lesson's network, written with DJL's block API, and the engine that it runs on. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.network;
