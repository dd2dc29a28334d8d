package aisle.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Texts that people, scanners and attackers send to a shop and that programs stumble over: a part of {@link NaughtyStrings}. */
final class NaughtyTexts {
    private NaughtyTexts() {}

    static List<String> all() {
        List<String> all = new ArrayList<>();
        all.addAll(controls());
        all.addAll(SPACES);
        all.addAll(RIGHT_TO_LEFT);
        all.addAll(PICTURES);
        all.addAll(SCRIPTS);
        all.addAll(COMMANDS);
        all.addAll(MARKUP);
        all.addAll(PATTERNS);
        all.addAll(WORDS);
        all.addAll(piles());
        return all;
    }

    /** Every control character there is, but for the zero one, which has a test of its own. */
    private static List<String> controls() {
        return IntStream.concat(IntStream.rangeClosed(0x01, 0x1F), IntStream.rangeClosed(0x7F, 0x9F))
                .mapToObj(code -> "a" + Character.toString(code) + "b")
                .toList();
    }

    private static final List<String> SPACES = List.of(
            "",
            " ",
            "   ",
            "\t",
            "\r\n",
            " in front",
            "behind ",
            "\u00A0around\u00A0",
            "a\u00A0b",
            "a\u2003b",
            "a\u3000b",
            "\u3000",
            "\u200B",
            "a\u200Bb",
            "\u200C\u200D",
            "\uFEFFmark",
            "a\uFEFFb",
            "a\u2028b",
            "a\u2029b",
            "a\u00ADb",
            "\u180E",
            "\u2060");

    private static final List<String> RIGHT_TO_LEFT = List.of(
            "חלב טרי",
            "حليب طازج",
            "شیر تازه ۱ لیتر",
            "abc אבג 123",
            "\u202Ereversed",
            "\u202Dforced\u202C",
            "\u2066isolated\u2069",
            "a\u200Fb",
            "a\u200Eb",
            "\u061Cx",
            "السَّلَامُ عَلَيْكُمْ");

    private static final List<String> PICTURES = List.of(
            "😀",
            "🍎🍏",
            "👩‍👩‍👧‍👦",
            "👍🏽",
            "🇵🇹🇯🇵",
            "❤️‍🔥",
            "1️⃣",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00",
            "☃ ☂ ☎",
            "\uDBFF\uDFFF",
            "\uFFFF",
            "\uFFFE",
            "\uFFFD",
            "\uE000");

    private static final List<String> SCRIPTS = List.of(
            "牛奶 1 升",
            "ぎゅうにゅう",
            "ミルク",
            "우유",
            "นมสด",
            "दूध",
            "Молоко",
            "Γάλα",
            "კარაქი",
            "ወተት",
            "ƒüñkÿ",
            "ﬁnﬂour",
            "Ⅷ",
            "①②③",
            "ｆｕｌｌ　ｗｉｄｔｈ",
            "ẞß",
            "İıIi",
            "ǅ",
            "Ωµ",
            "½ kg",
            "n°5",
            "™®©",
            "٣٤٥",
            "é",
            "e\u0301",
            "\uD835\uDCD7\uD835\uDCEE\uD835\uDCF5\uD835\uDCF5\uD835\uDCF8",
            "ᚠᛇᚻ",
            "𒀀");

    private static final List<String> COMMANDS = List.of(
            "'; DROP TABLE product; --",
            "' OR '1'='1",
            "1; SELECT pg_sleep(10)",
            "\\'; --",
            "\"; DELETE FROM product; --",
            "x') ON CONFLICT DO NOTHING; --",
            "$$; SELECT 1; $$",
            ":name",
            "?::text",
            "<matching>",
            "<order>",
            "\\:x",
            "{{7*7}}",
            "${7*7}",
            "${jndi:ldap://127.0.0.1/a}",
            "#{T(java.lang.Runtime)}",
            "%s%n%x",
            "%00",
            "; ls -la",
            "$(reboot)",
            "`reboot`",
            "| cat /etc/passwd",
            "../../etc/passwd",
            "C:\\con\\con",
            "=1+1",
            "=HYPERLINK(\"http://x\")",
            "+1",
            "-1",
            "@SUM(A1)",
            "\r\nX-Injected: 1");

    private static final List<String> MARKUP = List.of(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "javascript:alert(1)",
            "</title><b>",
            "&lt;b&gt;",
            "&amp;&#0;",
            "<!--",
            "]]>",
            "<![CDATA[x]]>",
            "<?xml version=\"1.0\"?>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
            "\"><i>",
            "{\"a\": 1}",
            "[1, 2]",
            "\\u0000",
            "\\",
            "\\\\",
            "\"",
            "'",
            "/* */",
            "//");

    private static final List<String> PATTERNS = List.of(
            "%",
            "100%",
            "_",
            "a_b",
            "\\%",
            "*",
            "?",
            ".*",
            "(",
            "[",
            "[a-z]+",
            "(?:a+)+$",
            "^$",
            "a|b",
            "!",
            "&",
            "a & b",
            "a:*",
            "<->",
            "~",
            "#",
            ",",
            ";",
            "a;b,c");

    private static final List<String> WORDS = List.of(
            "null",
            "NULL",
            "undefined",
            "true",
            "false",
            "NaN",
            "Infinity",
            "-0",
            "0",
            "1e1000",
            "1E+3",
            "007",
            "0x10",
            "1.0",
            "1,00",
            "nil",
            "None",
            "CON",
            "admin",
            "constructor",
            "__proto__",
            "hasOwnProperty",
            "id",
            "select");

    private static List<String> piles() {
        return List.of(
                "a" + "\u0301".repeat(100),
                "Z" + "\u0300\u0316\u0334".repeat(60),
                "\u0301",
                "\u20DD",
                "x".repeat(64),
                "x".repeat(200),
                "x".repeat(201),
                "😀".repeat(100),
                "😀".repeat(101),
                "語".repeat(200),
                "İ".repeat(200),
                "ﷺ".repeat(150),
                "a ".repeat(99) + "a",
                "-".repeat(50),
                "'".repeat(100),
                "\\".repeat(100));
    }
}
