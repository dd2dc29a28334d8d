package aisle.demo;

import aisle.kernel.Role;
import java.util.List;

/**
 * Someone to sign in as.
 *
 * @param store key of the store it works in, empty for none
 */
public record DemoAccount(String email, String fullName, Role role, String store) {
    /** One for every role, and a second employee who works in another store. */
    public static final List<DemoAccount> ALL = List.of(
            new DemoAccount("admin@demo.example", "Ada Byrne", Role.ADMIN, ""),
            new DemoAccount("manager@demo.example", "Malachy Doyle", Role.MANAGER, "harbour"),
            new DemoAccount("employee@demo.example", "Emer Walsh", Role.EMPLOYEE, "harbour"),
            new DemoAccount("employee2@demo.example", "Eoin Kelly", Role.EMPLOYEE, "canal"),
            new DemoAccount("customer@demo.example", "Cara Nolan", Role.CUSTOMER, ""));
}
