package aisle.accounts;

import aisle.platform.crypto.Keys;
import aisle.platform.crypto.Sealing;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/**
 * Makes encrypted names findable: a keyed hash for every beginning of every word, from two letters on, without case and
 * accents. Whoever reads the table learns which rows share a beginning and how many words of which length there are, and
 * no letter of them; {@code docs/sign-in.md} says so too.
 */
@Singleton
public class SearchTokens {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 12;
    private static final int TOKEN_BYTES = 8;
    private static final int MOST_WORDS = 20;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final SecretKey key;

    SearchTokens(Keys keys) {
        this.key = keys.derive("search", "HmacSHA256");
    }

    /** Every beginning of every word: what is kept. */
    public List<String> beginnings(String... texts) {
        Set<String> beginnings = new LinkedHashSet<>();
        for (String word : words(String.join(" ", texts))) {
            int characters = Math.min(LONGEST, word.codePointCount(0, word.length()));
            for (int length = Math.min(SHORTEST, characters); length <= characters; length++) {
                beginnings.add(word.substring(0, word.offsetByCodePoints(0, length)));
            }
        }
        return beginnings.stream().map(this::token).toList();
    }

    /** One for each word that is looked for: what kept tokens must contain. A single letter finds words of one letter. */
    public List<String> query(String text) {
        return words(text).stream()
                .map(word -> word.substring(
                        0, word.offsetByCodePoints(0, Math.min(LONGEST, word.codePointCount(0, word.length())))))
                .map(this::token)
                .toList();
    }

    private static List<String> words(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return BETWEEN_WORDS
                .splitAsStream(plain.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MOST_WORDS)
                .toList();
    }

    /** In hexadecimal. */
    private String token(String beginning) {
        return HexFormat.of().formatHex(Sealing.mac(key, beginning.getBytes(StandardCharsets.UTF_8)), 0, TOKEN_BYTES);
    }
}
