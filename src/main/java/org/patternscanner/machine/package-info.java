/** What the program needs of the machine it runs on, looked at without a class of DJL's. */
@org.jspecify.annotations.NullMarked
package org.patternscanner.machine;
