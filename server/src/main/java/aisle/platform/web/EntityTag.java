package aisle.platform.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entity tag (RFC 9110, section 8.8.3). Those made here are strong: the version of a resource, the hash of what is
 * rendered, or both with a dot between.
 *
 * @param opaque what stands between the quotes
 */
record EntityTag(String opaque, boolean weak) {
    private static final int HASH_BYTES = 12;
    private static final char DOT = '.';

    /** Never goes back over what it has read: a client could make it do so for hours by a header full of blanks. */
    private static final Pattern NEXT =
            Pattern.compile("[ \\t]*+(?:(W/)?+\"([!#-~\\x80-\\xFF]*+)\"[ \\t]*+)?+(?:,|\\z)");

    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

    /** The tag of an answer with this text as its body. */
    static EntityTag of(@Nullable Object data, String body) {
        if (data instanceof Versioned resource) {
            String version = Long.toString(resource.version());
            return new EntityTag(resource.showsOthers() ? version + DOT + hash(body) : version, false);
        }
        return new EntityTag(hash(body), false);
    }

    /**
     * The tags of a header; null stands for {@code *}.
     *
     * @throws IllegalArgumentException when it is not a list of entity tags
     */
    static @Nullable List<EntityTag> list(String header) {
        if (header.strip().equals("*")) {
            return null;
        }
        List<EntityTag> tags = new ArrayList<>();
        Matcher next = NEXT.matcher(header);
        for (int at = 0; at < header.length(); at = next.end()) {
            if (!next.region(at, header.length()).lookingAt()) {
                throw new IllegalArgumentException("not a list of entity tags");
            }
            if (next.group(2) != null) {
                tags.add(new EntityTag(next.group(2), next.group(1) != null));
            }
        }
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("no entity tag");
        }
        return tags;
    }

    /** Which version of a resource it means; null when it was not made of one. */
    @Nullable
    Long version() {
        int dot = opaque.indexOf(DOT);
        String version = dot < 0 ? opaque : opaque.substring(0, dot);
        return VERSION.matcher(version).matches() ? Long.valueOf(version) : null;
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }

    private static String hash(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
