package aisle.platform.config;

/** Where the server runs. PRODUCTION refuses unsafe settings and hides the documentation pages. */
public enum AppEnvironment {
    DEVELOPMENT,
    STAGING,
    PRODUCTION;

    /** The name in answers and settings: {@code development}, {@code staging}, {@code production}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
