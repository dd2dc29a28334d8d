package aisle.platform.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.platform.time.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.Test;

class SealingTest {
    private static final String FIRST = key(1);
    private static final String SECOND = key(2);
    private static final String PLACE = "customer.person";

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Sealing sealing(String key) {
        return FormerSealing.with(key, Optional.empty());
    }

    @Test
    void whatIsSealedOpensInItsPlaceOnly() {
        byte[] sealed = sealing(FIRST).seal(PLACE, "Zoë");

        assertEquals("Zoë", sealing(FIRST).open(PLACE, sealed));
        assertThrows(IllegalStateException.class, () -> sealing(FIRST).open("app_user.person", sealed));
        assertThrows(IllegalStateException.class, () -> sealing(SECOND).open(PLACE, sealed));
    }

    @Test
    void equalTextsAreSealedDifferently() {
        assertFalse(
                Arrays.equals(sealing(FIRST).seal(PLACE, "Ann"), sealing(FIRST).seal(PLACE, "Ann")));
    }

    @Test
    void everyAlteredByteIsNoticed() {
        byte[] sealed = sealing(FIRST).seal(PLACE, "Ann");
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThrows(IllegalStateException.class, () -> sealing(FIRST).open(PLACE, altered), "byte " + i);
        }
        assertThrows(IllegalStateException.class, () -> sealing(FIRST).open(PLACE, new byte[0]));
    }

    @Test
    void afterAnExchangeOldValuesOpenAndNewOnesNameTheNewKey() {
        byte[] old = sealing(FIRST).seal(PLACE, "Ann");
        Sealing exchanged = FormerSealing.with(SECOND, Optional.of(key(3) + ", " + FIRST));
        byte[] fresh = exchanged.seal(PLACE, "Ann");

        assertEquals("Ann", exchanged.open(PLACE, old));
        assertEquals("Ann", sealing(SECOND).open(PLACE, fresh));
        byte[] prefix = exchanged.currentPrefix();
        assertArrayEquals(prefix, Arrays.copyOf(fresh, prefix.length));
        assertFalse(Arrays.equals(prefix, Arrays.copyOf(old, prefix.length)));
    }

    @Test
    void theIndexKeyKeepsWhatMustBeFound() {
        byte[] hash = sealing(FIRST).lookupHash("ann@example.org");
        Sealing exchanged = new Sealing(new Keys(SECOND, Optional.of(FIRST), Optional.of(FIRST)), new Secrets());

        assertArrayEquals(hash, exchanged.lookupHash("ann@example.org"));
        assertFalse(Arrays.equals(hash, sealing(SECOND).lookupHash("ann@example.org")));
    }

    /** Values of the first versions name no key: the format, the initialisation vector, the ciphertext. */
    @Test
    void valuesOfTheFirstFormatOpen() throws Exception {
        Keys keys = new Keys(FIRST, Optional.empty(), Optional.empty());
        byte[] iv = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, keys.derive("seal", "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(PLACE.getBytes(StandardCharsets.UTF_8));
        byte[] text = cipher.doFinal("Ann".getBytes(StandardCharsets.UTF_8));
        byte[] sealed = new byte[13 + text.length];
        sealed[0] = 1;
        System.arraycopy(text, 0, sealed, 13, text.length);

        assertEquals("Ann", sealing(FIRST).open(PLACE, sealed));
        assertEquals("Ann", FormerSealing.with(SECOND, Optional.of(FIRST)).open(PLACE, sealed));
    }
}
