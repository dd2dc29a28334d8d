package aisle.cli;

import aisle.demo.DemoAccount;
import aisle.kernel.Role;

/** What a person who has started the demo wants to know. */
final class Banner {
    private Banner() {}

    static String of(int port, String password) {
        String base = "http://localhost:" + port;
        StringBuilder text = new StringBuilder();
        text.append("\nAisle is open. Ctrl-C closes it.\n\n");
        line(text, "API", base + "/api/v1");
        line(text, "Documentation", base + "/scalar");
        line(text, "", base + "/swagger-ui");
        line(text, "", base + "/redoc");
        line(text, "Metrics", base + "/metrics");
        text.append("\nSign in with the password ").append(password).append(" as\n");
        for (DemoAccount account : DemoAccount.ALL) {
            line(text, account.email(), role(account));
        }
        text.append("\nTry it:\n  curl '").append(base).append("/api/v1/catalog/products?q=milk'\n");
        return text.toString();
    }

    private static String role(DemoAccount account) {
        return account.role() == Role.EMPLOYEE || account.role() == Role.MANAGER
                ? account.role() + " of the store " + account.store()
                : account.role().name();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-24s %s%n", name, value));
    }
}
