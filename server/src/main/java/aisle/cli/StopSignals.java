package aisle.cli;

import io.quarkus.runtime.Quarkus;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM as a wish to stop. The virtual machine's own answer is to run all shutdown hooks at once, which
 * would take the application and its database away under the requests in flight.
 */
final class StopSignals {
    private static volatile int status;

    private StopSignals() {}

    /** From now on, a signal is kept and ends the serving application, whose command then puts everything down in order. */
    static void hold() {
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> {
                status = 128 + signal.getNumber();
                Quarkus.asyncExit(status);
            });
        }
    }

    static boolean isRequested() {
        return status != 0;
    }

    /** The exit status of a command that was stopped by a signal, by the convention of shells; 0 when none was. */
    static int status() {
        return status;
    }
}
