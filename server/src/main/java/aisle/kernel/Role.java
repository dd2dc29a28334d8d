package aisle.kernel;

/** What a user may do. Rights are named per operation; no role inherits another's, except that ADMIN may do everything. */
public enum Role {
    CUSTOMER,
    EMPLOYEE,
    MANAGER,
    ADMIN;

    /** The names for annotations, which take constants only. */
    public static final class Names {
        public static final String CUSTOMER = "CUSTOMER";
        public static final String EMPLOYEE = "EMPLOYEE";
        public static final String MANAGER = "MANAGER";
        public static final String ADMIN = "ADMIN";

        private Names() {}
    }
}
