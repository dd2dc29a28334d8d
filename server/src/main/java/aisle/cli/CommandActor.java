package aisle.cli;

import aisle.kernel.Actor;

/** The person at the server's own command line, who is nobody in particular to the audit. */
final class CommandActor {
    private CommandActor() {}

    /** The system itself; its entries name the command in place of a request id. */
    static Actor of(String command) {
        return Actor.system("command:" + command);
    }
}
