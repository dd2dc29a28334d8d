package aisle.testing.contract;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;

/** Hangs the net behind REST Assured for every test of the running server; found through {@code META-INF/services}. */
public class ContractInstaller implements QuarkusTestBeforeEachCallback {
    private static final ContractFilter NET = new ContractFilter();

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (!RestAssured.filters().contains(NET)) {
            RestAssured.filters(NET);
        }
    }
}
