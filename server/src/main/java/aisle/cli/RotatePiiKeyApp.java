package aisle.cli;

import aisle.platform.db.SchemaReadiness;
import aisle.platform.personal.KeyRotation;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;

/** Encrypts anew with the features at hand and no HTTP. */
@Singleton
public class RotatePiiKeyApp implements QuarkusApplication {
    private final SchemaReadiness schema;
    private final KeyRotation rotation;

    RotatePiiKeyApp(SchemaReadiness schema, KeyRotation rotation) {
        this.schema = schema;
        this.rotation = rotation;
    }

    @Override
    public int run(String... arguments) {
        if (!schema.await()) {
            return schema.exitStatus();
        }
        long total = rotation.run((column, values) -> System.out.println(column + ": " + values));
        System.out.println("Encrypted " + total + " values anew. When this says 0, PII_KEY_OLD is needed no longer.");
        return 0;
    }
}
