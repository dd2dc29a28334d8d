package aisle.probes;

import aisle.kernel.Role;
import aisle.platform.security.ClosedToKeys;
import aisle.platform.security.OpenToKeys;
import aisle.testing.Accounts.Account;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Who may call an operation, as its method declares it.
 *
 * @param roles empty when any signed-in user may
 * @param forKeys whether an API key may have a scope for it
 */
record Rights(boolean anyone, List<String> roles, boolean forKeys) {
    private static final Path CLASSES = Path.of("target/classes");

    /** By operationId, from the compiled resources. */
    static Map<String, Rights> ofAllOperations() {
        Map<String, Rights> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CLASSES.resolve("aisle"))) {
            files.filter(file -> file.toString().endsWith("Resource.class"))
                    .map(file -> CLASSES.relativize(file).toString().replaceAll("[/\\\\]", "."))
                    .flatMap(name -> Arrays.stream(type(name.substring(0, name.length() - ".class".length()))
                            .getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(Operation.class))
                    .forEach(method ->
                            all.put(method.getAnnotation(Operation.class).operationId(), of(method)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, Rights.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Rights of(Method method) {
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        boolean forKeys = !method.getDeclaringClass().isAnnotationPresent(ClosedToKeys.class)
                && (roles != null || method.isAnnotationPresent(OpenToKeys.class));
        return new Rights(
                method.isAnnotationPresent(PermitAll.class),
                roles == null ? List.of() : List.of(roles.value()),
                forKeys);
    }

    /**
     * The same for an API key, which has every scope that there is, or none that counts here.
     *
     * @param nobody what somebody unknown got: where anyone may call, a key that counts for nothing is nobody
     */
    Optional<String> checkKey(boolean hasScopes, boolean everywhere, Cell cell, @Nullable Cell nobody) {
        if (anyone) {
            return cell == Cell.ALLOWED || cell == Cell.NOT_FOUND || cell == nobody
                    ? Optional.empty()
                    : Optional.of("anyone may call it");
        }
        boolean refused = cell == Cell.UNAUTHENTICATED || cell == Cell.FORBIDDEN;
        boolean ofItsStores = everywhere || !roles.equals(List.of(Role.Names.ADMIN));
        if (hasScopes && forKeys && ofItsStores) {
            return refused ? Optional.of("a key may have a scope for it") : Optional.empty();
        }
        return cell == Cell.FORBIDDEN ? Optional.empty() : Optional.of("it is not for this key");
    }

    String text() {
        if (anyone) {
            return "anyone";
        }
        return roles.isEmpty() ? "anyone who is signed in" : String.join(", ", roles);
    }

    /** Whether an outcome contradicts the declaration; says how. */
    Optional<String> check(@Nullable Account account, boolean signedOut, Cell cell) {
        if (anyone) {
            return Optional.empty();
        }
        if (signedOut) {
            return cell == Cell.UNAUTHENTICATED ? Optional.empty() : Optional.of("it takes a sign-in");
        }
        boolean ruledOut = account != null
                && !roles.isEmpty()
                && !roles.contains(account.role().name());
        if (ruledOut) {
            return cell == Cell.FORBIDDEN ? Optional.empty() : Optional.of("only " + text() + " may call it");
        }
        return cell == Cell.UNAUTHENTICATED || cell == Cell.FORBIDDEN
                ? Optional.of(text() + " may call it")
                : Optional.empty();
    }
}
