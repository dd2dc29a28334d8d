import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Writes a made-up product file in Aisle's own format: 2,000 categories, 20,000 brands, descriptions, GTINs, images and
 * former prices. The same seed writes the same file.
 *
 * <pre>java benchmarks/imports/ProductFile.java 1000000 [seed] &gt; products.csv</pre>
 */
final class ProductFile {
    private static final int CATEGORIES = 2_000;
    private static final int BRANDS = 20_000;
    private static final int RARE_WORDS = 60_000;

    private static final String[] NOUNS = """
            milk butter yogurt cheese cream eggs bread rolls bagels muffin cake cookies crackers rice pasta noodles flour
            sugar salt pepper oil vinegar honey jam syrup cereal oats granola beans lentils peas corn tomatoes potatoes
            onions garlic carrots spinach mushrooms apples bananas oranges lemons grapes berries coffee tea cocoa chocolate
            juice lemonade water cola soup sauce ketchup mustard pesto salsa hummus olives tuna salmon chicken turkey ham
            pizza popcorn chips almonds walnuts raisins soap shampoo toothpaste lotion tissues napkins sponge detergent
            candles batteries lamp cable notebook pen glue hammer shirt jacket socks hat kibble leash ball puzzle pillow
            """.strip().split("\\s+");

    private static final String[] KINDS = """
            amber baked basil black blue bold bright brown cedar citrus classic coastal cold compact cotton crunchy daily
            dark deluxe double dried extra family fine floral forest fresh frozen garden ginger golden gourmet green
            harvest heavy herbal iced island jumbo light lime long magnetic maple mild mini mountain natural nordic organic
            pearl plain premium pure quick red rich roasted royal rustic salted silver slim smoked smooth soft spicy spring
            """.strip().split("\\s+");

    private ProductFile() {}

    public static void main(String[] arguments) {
        int products = Integer.parseInt(arguments[0]);
        SplittableRandom random = new SplittableRandom(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1);
        PrintStream out =
                new PrintStream(new BufferedOutputStream(System.out, 1 << 20), false, StandardCharsets.UTF_8);
        out.print("sku,gtin,name,description,brand,category,unit,price,old_price,tax_class,is_organic,status,image_url\n");
        for (int i = 0; i < products; i++) {
            String noun = one(NOUNS, random);
            String kind = one(KINDS, random);
            int size = 50 * (1 + random.nextInt(40));
            int category = random.nextInt(CATEGORIES);
            int cents = 49 + random.nextInt(9_950);
            out.printf(
                    "SKU-%08d,%s,%s %s %s %d g,\"%s\",Brand %d,Range %d > Shelf %d,EACH,%d.%02d,%s,%s,%s,%s,%s%n",
                    i,
                    random.nextInt(10) < 7 ? gtin(2_000_000_000_000L / 10 + i) : "",
                    title(kind),
                    rare(random),
                    noun,
                    size,
                    description(noun, kind, random),
                    random.nextInt(BRANDS),
                    category / 40,
                    category,
                    cents / 100,
                    cents % 100,
                    random.nextInt(10) == 0 ? (cents / 100 + 1) + ".99" : "",
                    random.nextInt(3) == 0 ? "REDUCED" : "STANDARD",
                    random.nextInt(5) == 0 ? "true" : "false",
                    random.nextInt(50) == 0 ? "DRAFT" : "ACTIVE",
                    random.nextInt(2) == 0 ? "https://images.example/" + i + ".jpg" : "");
        }
        out.flush();
    }

    private static String one(String[] words, SplittableRandom random) {
        return words[random.nextInt(words.length)];
    }

    private static String title(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** A word that few products have, as real catalogs are full of them. */
    private static String rare(SplittableRandom random) {
        int number = (int) (Math.pow(random.nextDouble(), 3) * RARE_WORDS);
        return "v" + Integer.toString(number, 26).replaceAll("[0-9]", "o") + (char) ('a' + number % 26) + "ra";
    }

    private static String description(String noun, String kind, SplittableRandom random) {
        StringBuilder text = new StringBuilder("Our ").append(kind).append(' ').append(noun).append(", made with ");
        for (int i = 0; i < 8 + random.nextInt(10); i++) {
            text.append(one(KINDS, random)).append(' ').append(one(NOUNS, random)).append(", ");
        }
        return text.append("for every day.").toString();
    }

    private static String gtin(long twelveDigits) {
        String digits = Long.toString(twelveDigits);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return digits + (10 - sum % 10) % 10;
    }
}
