package aisle.accounts;

import aisle.kernel.CustomerId;
import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.platform.web.AboutPerson;
import aisle.platform.web.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user as clients see it, who may be the user itself or an ADMIN. */
@Schema(name = "User")
public record UserView(
        UserId id,
        String email,
        String fullName,
        @Nullable String phone,
        Role role,
        boolean active,
        @Nullable CustomerId customerId,
        List<User.WorkPlace> stores,
        long version,
        Instant createdAt)
        implements Versioned, AboutPerson {

    /** Stores have names of their own. */
    @Override
    public boolean showsOthers() {
        return true;
    }

    @Override
    public UUID person() {
        return id.value();
    }

    public static UserView of(User user) {
        return new UserView(
                user.id(),
                user.email(),
                user.fullName(),
                user.phone(),
                user.role(),
                user.active(),
                user.customerId(),
                user.stores(),
                user.version(),
                user.createdAt());
    }
}
