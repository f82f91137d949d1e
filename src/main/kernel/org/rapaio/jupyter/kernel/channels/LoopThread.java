package org.rapaio.jupyter.kernel.channels;

/**
 * Takes the place of the class of this name in rapaio-jupyter-kernel 3.0.1: it stands before that
 * jar on the kernel's class path.
 *
 * <p>The jar's own sets its flag {@code running} after it has started the thread. Where the new
 * thread is first, it finds the flag false and ends at once; then nobody listens on a channel, and
 * the notebook waits for ever. A third of the starts hung. Here the flag says only when to stop, so
 * there is no race.
 */
public final class LoopThread extends Thread {

    private final long sleep;
    private final Runnable loopBody;
    private volatile boolean stopped;

    /**
     * As the kernel makes it.
     *
     * @param sleep milliseconds between two turns
     */
    public LoopThread(String name, long sleep, Runnable loopBody) {
        super(name);
        this.sleep = sleep;
        this.loopBody = loopBody;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                loopBody.run();
                Thread.sleep(sleep);
            }
        } catch (InterruptedException e) {
            // Somebody wants it to end.
        }
    }

    /** Ends it after the turn that runs. */
    public void shutdown() {
        stopped = true;
    }
}
