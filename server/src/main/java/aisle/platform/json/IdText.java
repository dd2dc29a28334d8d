package aisle.platform.json;

import aisle.kernel.Id;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Typed ids from text, where a client wrote them. */
public final class IdText {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private IdText() {}

    /** The UUID in its usual form of 36 characters, or null. */
    public static @Nullable UUID parse(String text) {
        return UUID_FORM.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    /** An id of this type, which is a record of one UUID. */
    public static Id make(Class<? extends Id> type, UUID value) {
        try {
            return type.getConstructor(UUID.class).newInstance(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no record of one UUID", e);
        }
    }
}
