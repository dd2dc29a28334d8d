package aisle.platform.web;

import aisle.kernel.Position;
import aisle.platform.crypto.Keys;
import aisle.platform.crypto.Sealing;
import aisle.platform.json.Json;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Positions as clients carry them. A cursor bears a MAC over itself and its list: what passes was made here, for the
 * same operation, sort and filter, so nothing in it needs to be doubted.
 */
@Singleton
class Cursors {
    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 16;
    private static final int LONGEST = 8_000;
    private static final TypeReference<List<@Nullable String>> PARTS = new TypeReference<>() {};

    private final SecretKey key;
    private final Json json;

    Cursors(Keys keys, Json json) {
        this.key = keys.derive("cursors", "HmacSHA256");
        this.json = json;
    }

    /** @param list names the operation, the sort and the filter */
    String write(String list, Position position) {
        List<@Nullable String> parts = new ArrayList<>(List.of(position.sort()));
        parts.addAll(position.values());
        byte[] content = json.write(parts).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        bytes.writeBytes(mac(list, content));
        bytes.writeBytes(content);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** @throws aisle.kernel.DomainError for whatever {@link #write} did not make for this list */
    Position read(String list, String cursor) {
        byte[] bytes = decoded(cursor);
        if (bytes.length <= 1 + MAC_BYTES || bytes[0] != VERSION) {
            throw Position.refused();
        }
        byte[] content = Arrays.copyOfRange(bytes, 1 + MAC_BYTES, bytes.length);
        if (!MessageDigest.isEqual(mac(list, content), Arrays.copyOfRange(bytes, 1, 1 + MAC_BYTES))) {
            throw Position.refused();
        }
        List<@Nullable String> parts = json.read(new String(content, StandardCharsets.UTF_8), PARTS);
        return new Position(String.valueOf(parts.getFirst()), parts.subList(1, parts.size()));
    }

    private static byte[] decoded(String cursor) {
        if (cursor.length() > LONGEST) {
            throw Position.refused();
        }
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw Position.refused();
        }
    }

    private byte[] mac(String list, byte[] content) {
        byte[] name = (VERSION + "\n" + list + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(name, name.length + content.length);
        System.arraycopy(content, 0, all, name.length, content.length);
        return Arrays.copyOf(Sealing.mac(key, all), MAC_BYTES);
    }
}
