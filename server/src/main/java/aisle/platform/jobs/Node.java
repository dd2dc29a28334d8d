package aisle.platform.jobs;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this process is called among several that serve one shop. */
final class Node {
    private Node() {}

    /** The machine's, or the container's, name and the process number on it. */
    static String name() {
        return host() + "/" + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
