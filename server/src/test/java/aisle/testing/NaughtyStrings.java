package aisle.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts that have broken programs before. Whatever takes text from a client either gives each back as it was, but for white
 * space around it, or refuses it with a 400.
 */
public final class NaughtyStrings {
    private static final List<String> WRITTEN = List.of(
            // What programs take for nothing, for something else, or for the end.
            "undefined",
            "undef",
            "null",
            "NULL",
            "(null)",
            "nil",
            "NIL",
            "true",
            "false",
            "None",
            "hasOwnProperty",
            "then",
            "constructor",
            "__proto__",
            "\\",
            "\\\\",
            "0",
            "1",
            "-1",
            "1.00",
            "$1.00",
            "1/2",
            "1E2",
            "1E02",
            "-0",
            "0/0",
            "NaN",
            "Infinity",
            "-Infinity",
            "INF",
            "0x0",
            "0xffffffffffffffff",
            "123456789012345678901234567890",
            "1,000.00",
            "1 000,00",
            "012",
            "1#QNAN",
            "2147483648",
            "9223372036854775808",
            "1e400",
            "CON",
            "NUL",
            "LPT1",
            // Signs.
            ",./;'[]\\-=",
            "<>?:\"{}|_+",
            "!@#$%^&*()`~",
            "%",
            "%%",
            "_",
            "__",
            "\\%",
            "\\_",
            "'",
            "''",
            "\"",
            "\"\"",
            "'\"'",
            "`",
            "´",
            "‘’",
            "“”",
            "%d",
            "%s%s%s%s%s",
            "{0}",
            "${x}",
            "#{x}",
            "%{x}",
            "{{7*7}}",
            "<%= 7 %>",
            "$$",
            "\\x00",
            "\\u0000",
            "&amp;",
            "&lt;b&gt;",
            "&#0;",
            "%00",
            "%0a",
            "%20",
            "+",
            "?",
            "#",
            "a/b",
            "..",
            "../../etc/passwd",
            // SQL and shell.
            "1; DROP TABLE product",
            "1'; DROP TABLE product-- 1",
            "' OR 1=1 --",
            "\" OR \"\"=\"",
            "x') OR ('a'='a",
            "' UNION SELECT null --",
            "1 OR pg_sleep(9)",
            "$(touch x)",
            "`touch x`",
            "; touch x",
            "| touch x",
            "&& touch x",
            // HTML and scripts.
            "<script>alert(1)</script>",
            "</script><script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)>",
            "javascript:alert(1)",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<b>bold</b>",
            "<a href=\"x\">y</a>",
            // Spreadsheets.
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-1+1",
            "@SUM(A1)",
            // Scripts of the world, lengths that change with case, and things that look alike.
            "Ω≈ç√∫˜µ≤≥÷",
            "åß∂ƒ©˙∆˚¬…æ",
            "œ∑´®†¥¨ˆøπ",
            "¡™£¢∞§¶•ªº–≠",
            "⅛⅜⅝⅞",
            "ЁЂЃЄЅІЇ",
            "٠١٢٣٤٥٦٧٨٩",
            "⁰⁴⁵₀₁₂",
            "田中さんにあげて下さい",
            "パーティーへ行かないか",
            "和製漢語",
            "社會科學院",
            "울란바토르",
            "찦차를 타고 온",
            "표준어",
            "Ⱥ",
            "Ⱦ",
            "ß",
            "ẞ",
            "ﬁ",
            "ŉ",
            "ΐ",
            "İstanbul",
            "ıstanbul",
            "Σίσυφος",
            "ΣΊΣΥΦΟΣ",
            "ǅ",
            "ǆ",
            "K",
            "Å",
            "Ａｉｓｌｅ",
            "ℌ𝔢𝔩𝔩𝔬",
            "𝕋𝕙𝕖",
            "ʇunpᴉpᴉɔuᴉ",
            "הָיְתָה",
            "مُنَاقَشَةُ",
            "لُلُصّبُلُلصّبُررً ॣ ॣh ॣ ॣ 冗",
            "בְּרֵאשִׁית test",
            "ثم نفس سقطت",
            "﷽",
            "ﷺ",
            "ﷺﷺﷺ",
            "தமிழ்",
            "ไทย",
            "क्षि",
            "ক্ষ",
            // Pictures.
            "😍",
            "👩🏽",
            "👨‍🦰 👨🏿‍🦰",
            "👾 🙇 💁",
            "🐵 🙈 🙉",
            "❤️ 💔",
            "✋🏿",
            "👨‍👩‍👦",
            "👨‍👩‍👧‍👦",
            "🚾 🆒",
            "0️⃣ 1️⃣",
            "🇺🇸🇷🇺",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "( ͡° ͜ʖ ͡°)",
            "¯\\_(ツ)_/¯",
            "(╯°□°）╯︵ ┻━┻",
            "ヽ༼ຈل͜ຈ༽ﾉ",
            // Marks upon marks.
            "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
            "T̶o̷ ̸i̴n̵v̶o̷k̸e̴",
            "é",
            "é",
            "ạ̇",
            "ạ̇",
            "가",
            "가",
            // White space of all kinds, and none at all.
            "",
            " ",
            "   ",
            "\t",
            "\n",
            "\r\n",
            "\u00a0",
            "\u2003",
            "\u3000",
            "\u2028",
            "\u2029",
            "\u0085",
            "\ufeff",
            "\u200b",
            "\u2060",
            "\u180e",
            " a ",
            "a\nb",
            "a\tb",
            "\u3000a\u3000",
            "a\u00a0b",
            "\ufeffa",
            "\u200ba");

    /** All of them, each once. */
    public static final List<String> ALL = all();

    private NaughtyStrings() {}

    private static List<String> all() {
        List<String> all = new ArrayList<>(WRITTEN);
        all.addAll(NaughtyTexts.all());
        // Every control character, and the invisible ones that steer how text runs.
        IntStream.concat(IntStream.rangeClosed(0, 0x1f), IntStream.rangeClosed(0x7f, 0x9f))
                .forEach(c -> all.add("a" + Character.toString(c) + "b"));
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> Character.getType(c) == Character.FORMAT)
                .forEach(c -> all.add("a" + Character.toString(c) + "b"));
        IntStream.rangeClosed(0x202a, 0x202e)
                .forEach(c -> all.add(Character.toString(c) + "test" + Character.toString(c)));
        IntStream.rangeClosed(0x2066, 0x2069).forEach(c -> all.add(Character.toString(c) + "test"));
        // The ends of planes, where nothing is or will be.
        for (int plane = 0; plane <= 16; plane++) {
            all.add("a" + Character.toString((plane << 16) | 0xfffe));
            all.add("a" + Character.toString((plane << 16) | 0xffff));
        }
        all.add("a" + "\u0301".repeat(60));
        all.add("\u202e" + "b".repeat(40));
        all.add("x".repeat(1000));
        all.add("😀".repeat(500));
        return all.stream().distinct().toList();
    }
}
