package aisle.cli;

import aisle.accounts.Emails;
import aisle.accounts.NewUser;
import aisle.accounts.PersonRules;
import aisle.accounts.User;
import aisle.accounts.Users;
import aisle.accounts.passwords.NewPassword;
import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
import aisle.kernel.DomainError;
import aisle.kernel.Role;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.db.SchemaReadiness;
import aisle.platform.observability.StartupMessages;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates an administrator with the features at hand and no HTTP. */
@Singleton
public class CreateAdminApp implements QuarkusApplication {
    private final SchemaReadiness schema;
    private final Database database;
    private final Users users;
    private final PasswordHashes hashes;
    private final Validator validator;

    CreateAdminApp(SchemaReadiness schema, Database database, Users users, PasswordHashes hashes, Validator validator) {
        this.schema = schema;
        this.database = database;
        this.users = users;
        this.hashes = hashes;
        this.validator = validator;
    }

    /** Who is to be made, by the rules that hold for whoever an ADMIN creates over HTTP. */
    record Wish(
            @NotNull @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE) @Nullable
            String email,

            @NotBlank
            @Size(max = PersonRules.NAME_LENGTH)
            @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
            String fullName,

            @NotNull @NewPassword String password) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Wish[]";
        }
    }

    /** @param arguments address, full name and password */
    @Override
    public int run(String... arguments) {
        Wish wish = new Wish(Emails.normalise(arguments[0]), arguments[1], arguments[2]);
        String problems = problems(wish);
        if (!problems.isEmpty()) {
            return failed(problems, Kind.USAGE);
        }
        if (!schema.await()) {
            return schema.exitStatus();
        }
        try {
            PasswordHash hash = hashes.hash("password", wish.password(), arguments[0]);
            NewUser admin = new NewUser(arguments[0], wish.fullName(), null, Role.ADMIN, hash);
            User created = database.transaction(tx -> users.create(tx, CommandActor.of("create-admin"), admin));
            System.out.println("Created the administrator " + created.email() + ".");
            return 0;
        } catch (DomainError e) {
            return failed(Refusals.sentence(e), Kind.FAILED);
        } catch (DatabaseUnavailable e) {
            return failed("The database went away, so there may be no administrator: run it again.", Kind.UNAVAILABLE);
        }
    }

    private String problems(Wish wish) {
        Map<String, String> names = Map.of("email", "--email", "fullName", "--full-name", "password", "The password");
        return validator.validate(wish).stream()
                .map(problem -> names.get(problem.getPropertyPath().toString()) + " " + problem.getMessage() + ".")
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static int failed(String sentence, Kind kind) {
        System.err.println(StartupMessages.failure(sentence));
        return kind.exitStatus();
    }
}
