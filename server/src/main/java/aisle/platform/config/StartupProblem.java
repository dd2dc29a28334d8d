package aisle.platform.config;

/** Why a command cannot do its work, in sentences for the person who started it; it ends with the kind's exit status. */
public final class StartupProblem extends RuntimeException {
    private final Kind kind;

    public StartupProblem(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public int exitStatus() {
        return kind.exitStatus;
    }

    /** The exit statuses are those of BSD's sysexits, so that a supervisor can tell "later" from "never". */
    public enum Kind {
        /** The work itself failed. */
        FAILED(1),
        /** The command line makes no sense. */
        USAGE(2),
        /** A server that this one needs is away or refuses it. */
        UNAVAILABLE(69),
        /** Somebody else has what is needed now: the port, the data folder. */
        BUSY(75),
        /** A setting is missing, wrong or unsafe. */
        CONFIGURATION(78);

        private final int exitStatus;

        Kind(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        public int exitStatus() {
            return exitStatus;
        }
    }
}
