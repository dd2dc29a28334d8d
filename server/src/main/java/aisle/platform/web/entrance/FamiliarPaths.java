package aisle.platform.web.entrance;

import aisle.platform.web.Routes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paths under which programs written for other shops look for things, and where Aisle has them. What stands behind a path
 * is kept: {@code /clients/7} is {@code /api/v1/customers/7}.
 */
final class FamiliarPaths {
    private static final String ANY = "*";
    private static final String API = "/api/v1/";

    /** The first that fits counts. A {@code *} stands for one part of the path, in the same order on both sides. */
    private static final List<Familiar> ALL = List.of(
            new Familiar("/store/*/item", "stores/*/products"),
            new Familiar("/store/*/tag", "stores/*/tags"),
            new Familiar("/store", "stores"),
            new Familiar("/item/*/tag", "products/*/tags"),
            new Familiar("/item", "products"),
            new Familiar("/items", "products"),
            new Familiar("/tag", "tags"),
            new Familiar("/register", "auth/register"),
            new Familiar("/login", "auth/login"),
            new Familiar("/refresh", "auth/refresh"),
            new Familiar("/logout", "auth/logout"),
            new Familiar("/user", "users"),
            new Familiar("/clients", "customers"),
            new Familiar("/products", "products"),
            new Familiar("/categories", "categories"),
            new Familiar("/orders", "orders"),
            new Familiar("/employees", "employees"),
            new Familiar("/store-managers/token", "auth/token"),
            new Familiar("/store-managers/logout", "auth/logout"),
            new Familiar("/store-managers", "users"),
            new Familiar("/api/v1/branches", "stores"),
            new Familiar("/api/v1/store/wishlist", "me/wishlist"),
            new Familiar("/api/v1/store/notifications", "me/notifications"),
            new Familiar("/api/v1/admin/categories", "categories"),
            new Familiar("/api/v1/admin/products", "products"),
            new Familiar("/api/v1/admin/branches", "stores"),
            new Familiar("/api/v1/admin/delivery-slots", "delivery-slots"),
            new Familiar("/api/v1/admin/inventory", "inventory"),
            new Familiar("/api/v1/admin/users", "users"),
            new Familiar("/api/v1/users/login", "auth/login"),
            new Familiar("/api/v1/users/logout", "auth/logout"),
            new Familiar("/api/v1/orders/health/stock-check", "inventory/health"));

    private FamiliarPaths() {}

    private record Familiar(List<String> path, List<String> place) {
        Familiar(String path, String place) {
            this(parts(path), parts(place));
        }

        boolean fits(List<String> asked) {
            if (asked.size() < path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!path.get(i).equals(ANY) && !path.get(i).equals(asked.get(i))) {
                    return false;
                }
            }
            return true;
        }

        String placeOf(List<String> asked) {
            StringBuilder found = new StringBuilder();
            int from = 0;
            for (String part : place) {
                String own = part;
                if (part.equals(ANY)) {
                    from = path.subList(from, path.size()).indexOf(ANY) + from;
                    own = asked.get(from++);
                }
                found.append(found.isEmpty() ? "" : "/").append(own);
            }
            asked.subList(path.size(), asked.size())
                    .forEach(part -> found.append('/').append(part));
            return API + found;
        }
    }

    /** Where Aisle has what another shop would have at this path; null when there is no such thing. */
    static @Nullable String placeOf(String path) {
        List<String> asked = parts(Routes.withoutSlash(path));
        return ALL.stream()
                .filter(familiar -> familiar.fits(asked))
                .findFirst()
                .map(familiar -> familiar.placeOf(asked))
                .orElse(null);
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }
}
