package aisle.catalog.search;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody searches for, as the catalog understands it.
 *
 * @param typed as it was typed
 * @param folded without case and accents
 * @param words the runs of letters and digits in it, each once
 */
record SearchText(String typed, String folded, List<Word> words) {
    /** The beginning of a shorter word is too common to be looked up among the words of all products. */
    static final int SHORTEST_START = 3;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** What people put between words without meaning anything by it. */
    private static final Pattern PUNCTUATION = Pattern.compile("[-–—&+,.;:/|·()\\[\\]\"]+");

    /**
     * A word of a search.
     *
     * @param text folded
     * @param forms itself, and its singular or plural
     * @param meant what is searched for too, since no product knows the word
     * @param known whether any product knows it, or what was meant by it
     */
    record Word(String text, List<String> forms, List<String> meant, boolean known) {
        private boolean isShort() {
            return text.length() < SHORTEST_START;
        }

        /** What every form of it begins with, more or less. */
        private String stem() {
            return meant.isEmpty()
                    ? forms.stream().min(Comparator.comparing(String::length)).orElse(text)
                    : meant.getFirst();
        }

        /** The word itself, in any of its forms. */
        private String whole() {
            return Stream.concat(forms.stream(), meant.stream())
                    .map(Word::quoted)
                    .collect(Collectors.joining(" | ", "(", ")"));
        }

        /** Also words that begin so. */
        private String start() {
            return Stream.concat(forms.stream(), meant.stream())
                    .map(form -> form.length() < SHORTEST_START ? quoted(form) : quoted(form) + ":*")
                    .collect(Collectors.joining(" | ", "(", ")"));
        }

        /** It has letters and digits only. */
        private static String quoted(String word) {
            return "'" + word + "'";
        }
    }

    /** The words of a text, one space apart. */
    static String tidy(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    /** The text with what was meant instead of what was mistyped. */
    String phrase() {
        String phrase = folded;
        for (Word word : words) {
            if (!word.meant().isEmpty()) {
                phrase = phrase.replace(word.text(), word.meant().getFirst());
            }
        }
        return phrase;
    }

    /** What was searched for instead; null when it was what was typed. */
    @Nullable
    String corrected() {
        return words.stream().allMatch(word -> word.meant().isEmpty()) ? null : phrase();
    }

    /** No word can be looked up, so that only names are left which contain it letter by letter, or begin with it. */
    boolean isLiteral() {
        return words.isEmpty() || words.stream().noneMatch(Word::known);
    }

    /** A word is all there is, and too short for any but names that begin with it. */
    boolean isStart() {
        return words.size() == 1 && words.getFirst().isShort();
    }

    /** Every word, each as a whole. */
    String whole() {
        return words.stream().map(Word::whole).collect(Collectors.joining(" & "));
    }

    /** Every word, or words that begin with it; a short one at the end is left to {@link #shortEnd}. */
    String start() {
        List<Word> looked = shortEnd() == null ? words : words.subList(0, words.size() - 1);
        return looked.stream().map(Word::start).collect(Collectors.joining(" & "));
    }

    /** What somebody has begun to type behind other words. */
    @Nullable
    String shortEnd() {
        return words.size() > 1 && words.getLast().isShort() ? words.getLast().text() : null;
    }

    /** The beginnings of the words of name and brand, for telling these apart from a description's. */
    List<String> starts() {
        return words.stream().map(Word::stem).toList();
    }

    /** Signs that stand alone mean themselves, such as {@code %}. */
    List<String> marks() {
        return Stream.of(folded.split(" "))
                .filter(part -> !part.isEmpty()
                        && NO_WORD.matcher(part).matches()
                        && !PUNCTUATION.matcher(part).matches())
                .distinct()
                .toList();
    }

    /** The ways in which it may be written as a SKU. */
    List<String> skus() {
        return Stream.of(typed, typed.toUpperCase(Locale.ROOT), typed.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }
}
