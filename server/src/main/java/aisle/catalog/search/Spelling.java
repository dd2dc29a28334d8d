package aisle.catalog.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what somebody meant who mistyped a word. */
final class Spelling {
    private static final int LONG = 6;
    private static final int MOST = 4;

    private Spelling() {}

    /**
     * The words that are fewest slips away from a typed one: one slip, two in a long word. A slip is a letter more, less
     * or other, or two neighbours exchanged. Words of the very letters that were typed, exchanged or doubled, count before
     * all others; else those with the first letter that was typed come first.
     *
     * @param words that may have been meant
     */
    static List<String> corrections(String typed, Collection<String> words) {
        int allowed = typed.length() < LONG ? 1 : 2;
        record Meant(String word, int slips) {}
        List<Meant> near = words.stream()
                .filter(word -> Math.abs(word.length() - typed.length()) <= allowed)
                .map(word -> new Meant(word, slips(typed, word)))
                .filter(meant -> meant.slips() <= allowed)
                .toList();
        int fewest = near.stream().mapToInt(Meant::slips).min().orElse(0);
        List<String> nearest = near.stream()
                .filter(meant -> meant.slips() == fewest)
                .map(Meant::word)
                .sorted(Comparator.comparing((String word) -> word.charAt(0) != typed.charAt(0))
                        .thenComparing(word -> Math.abs(word.length() - typed.length()))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<String> likely = nearest.stream()
                .filter(word -> letters(word).equals(letters(typed)))
                .toList();
        return (likely.isEmpty() ? nearest : likely).stream().limit(MOST).toList();
    }

    /** The letters in any order, each once: what is the same of words with letters exchanged or doubled. */
    private static Set<Integer> letters(String word) {
        return word.chars().boxed().collect(Collectors.toSet());
    }

    /** How many slips lead from one word to the other, none of them touching a letter twice (optimal string alignment). */
    static int slips(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] above = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchange = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + exchange, 1 + Math.min(above[j], row[j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[other.length()];
    }
}
