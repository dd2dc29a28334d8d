package aisle.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server listens. */
final class PortOption {
    @Option(
            names = "--port",
            paramLabel = "<number>",
            description = "the port to listen on (or PORT; default 8080; 0 takes any free one)")
    private @Nullable Integer port;

    @Nullable
    Integer port() {
        return port;
    }
}
