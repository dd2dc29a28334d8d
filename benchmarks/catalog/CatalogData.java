import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Writes a made-up catalog as a script for psql: a chain with four stores, 2,000 categories, 20,000 brands and as many
 * products as asked for, in prices, assortments, stock and tags. The same seed writes the same catalog.
 *
 * <pre>java benchmarks/catalog/CatalogData.java 1000000 [seed] | psql -q "$DATABASE"</pre>
 *
 * The database must be migrated and without products. Everything goes in by COPY with all triggers and indexes, so what
 * the server keeps about its products (counts, words, prices of stores) is kept here too.
 */
final class CatalogData {
    private static final int CATEGORIES = 2_000;
    private static final int BRANDS = 20_000;
    private static final int STORES = 4;
    private static final int TAGS_PER_STORE = 40;
    private static final int RARE_WORDS = 60_000;
    private static final int CHUNK = 20_000;
    private static final long OPENED = Instant.parse("2023-01-01T00:00:00Z").toEpochMilli();
    private static final long YEARS = 1000L * 60 * 60 * 24 * 365 * 3;

    /** How much of everything a store sells, in percent. */
    private static final int[] RANGE = {100, 60, 40, 25};

    /** How much of what a store sells has a price of its own there, in percent. */
    private static final int[] OWN_PRICES = {0, 10, 3, 0};

    private static final String[] NOUNS = words("""
            milk butter yogurt cheese cream kefir eggs bread rolls bagels baguette croissant muffin cake biscuits cookies
            crackers rice pasta noodles spaghetti flour sugar salt pepper oil vinegar honey jam marmalade syrup cereal
            muesli oats granola beans lentils chickpeas peas corn tomatoes potatoes onions garlic carrots cabbage spinach
            broccoli cucumber lettuce mushrooms apples bananas oranges lemons grapes berries strawberries raspberries
            blueberries peaches pears plums cherries mango pineapple melon coffee tea cocoa chocolate candy gum juice
            lemonade water cola tonic beer cider wine soup sauce ketchup mustard mayonnaise pesto salsa hummus pickles
            olives capers tuna salmon sardines shrimp chicken turkey beef pork ham bacon sausages salami tofu falafel
            pizza lasagna dumplings fries nuggets sorbet waffles pancakes popcorn chips pretzels nuts almonds walnuts
            cashews raisins dates figs soap shampoo conditioner toothpaste toothbrush lotion deodorant razor sunscreen
            lipstick mascara perfume tissues napkins towels sponge detergent softener bleach cleaner polish broom mop
            bucket bags foil candles batteries bulb lamp lantern cable charger headphones speaker keyboard mouse monitor
            tripod notebook pen pencil marker eraser ruler stapler scissors envelope folder paper glue paint brush hammer
            screwdriver drill wrench pliers saw nails screws ladder hinge faucet hose shovel rake seeds pot planter shirt
            trousers jacket sweater socks shoes sandals boots hat scarf gloves belt dress skirt pajamas kibble litter
            leash collar aquarium toy ball puzzle blocks doll kite blanket pillow sheet curtain rug mirror frame vase
            """);
    private static final String[] KINDS = words("""
            almond amber apricot autumn baked barbecue basil bamboo berry black blended blue bold breakfast bright brown
            caramel cedar ceramic chili cinnamon citrus classic coastal coconut cold compact cotton country crunchy curry
            daily dark deluxe double dried duo eucalyptus evening extra family farmhouse fermented fine floral forest
            fresh frozen fruity garden ginger glass golden gourmet grain green grilled harvest hazelnut heavy herbal
            hickory homestyle honeyed iced instant island jasmine jumbo lavender leather light lime linen long magnetic
            maple matte meadow mellow mild mini mint mixed morning mountain natural nordic oak ocean orchard original
            paprika peanut pearl peppermint plain portable premium pumpkin pure quick raw red refined ripe roasted rosemary
            royal rustic rye sea sesame sharp silk silver simple slim smoked smooth soft solid sour sparkling spiced spicy
            steel sunny sweet tangy thick thin toasted traditional travel tropical truffle ultra unsweetened vanilla velvet
            vintage warm washed white whole wild winter wooden woolen yellow zesty
            """);
    private static final String[] SMALL_TALK = words("""
            a all and any are as at balanced best better by can carefully choice clean comes cook day dishes easy every
            everybody everything favourite feel for friends from full gentle gives good great guests handy happy home in
            ingredients is it keeps kitchen life little long loved made make makes meal meals more new no of on one only
            or our own perfect picked quality rich selected serve simply small so soft steady taste table tested that the
            their this time to treat trusted use weekend well when whenever with without work you your
            """);
    private static final String[] SYLLABLES = words("""
            al an ar bel ben bor bra cal car cor dan del dor el en fal fen for gal gar gor hal han hel il in jor kal ken
            kor lan lar len lin lor mal mar mel min mor nal nor ol or pal pel por ral ran rel rin ros sal san sel sol sor
            tal tan tel tor ul val ven vel vor wal wen wil yor zan zel
            """);
    private static final String[] SIZES = {
        "100 g", "200 g", "250 g", "400 g", "500 g", "750 g", "1 kg", "2 kg", "250 ml", "330 ml", "500 ml", "750 ml",
        "1 L", "1.5 L", "2 L", "6 x 330 ml", "4 pack", "6 pack", "10 pack", "12 pack", "24 pack", "Small", "Medium", "Large"
    };
    private static final String[] STORE_NAMES = {"Central", "Harbour", "Old Town", "Airport"};
    private static final String[] ROOTS = {
        "Grocery", "Household", "Electronics", "Stationery", "Personal Care", "Apparel", "Home Improvement", "Pet"
    };

    private final SplittableRandom random;
    private final PrintStream out;
    private final int products;
    private final List<UUID> leaves = new ArrayList<>();
    private final List<String> brands = new ArrayList<>();
    private final List<String> rareWords = new ArrayList<>();
    private final UUID[] stores = new UUID[STORES];
    private final List<UUID> tags = new ArrayList<>();

    private CatalogData(int products, long seed, PrintStream out) {
        this.products = products;
        this.random = new SplittableRandom(seed);
        this.out = out;
    }

    public static void main(String[] arguments) {
        int products = Integer.parseInt(arguments[0]);
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 2026;
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(System.out, 1 << 20), false, StandardCharsets.UTF_8)) {
            new CatalogData(products, seed, out).write();
            if (out.checkError()) {
                throw new UncheckedIOException(new IOException("nobody reads what is written"));
            }
        }
    }

    private void write() {
        out.println("\\set ON_ERROR_STOP on");
        out.println("SET search_path = aisle, public;");
        out.println("SET statement_timeout = 0;");
        out.println("SET synchronous_commit = off;");
        stores();
        categories();
        tags();
        for (int i = 0; i < BRANDS; i++) {
            brands.add(capital(name(2 + i % 2)) + (i % 7 == 0 ? " " + capital(pick(NOUNS)) : i % 11 == 0 ? " & Sons" : ""));
        }
        for (int i = 0; i < RARE_WORDS; i++) {
            rareWords.add(name(2 + random.nextInt(2)));
        }
        for (int from = 0; from < products; from += CHUNK) {
            chunk(Math.min(CHUNK, products - from));
        }
        out.println("VACUUM ANALYZE;");
    }

    private void stores() {
        out.println("COPY store (id, name, timezone, currency, delivers, created_at, updated_at) FROM STDIN;");
        for (int i = 0; i < STORES; i++) {
            stores[i] = id(OPENED);
            row(stores[i], STORE_NAMES[i], "UTC", "USD", true, Instant.ofEpochMilli(OPENED), Instant.ofEpochMilli(OPENED));
        }
        end();
    }

    /** Below the eight roots of a new shop: groups, and leaves below these. */
    private void categories() {
        out.println("COPY category (id, parent_id, name, path, path_name, position, created_at, updated_at) FROM STDIN;");
        int groups = 120;
        List<String[]> parents = new ArrayList<>();
        for (int i = 0; i < CATEGORIES - ROOTS.length; i++) {
            String root = "01973f00-0000-7000-8000-00000000000" + (1 + i % ROOTS.length);
            UUID category = id(OPENED);
            boolean isGroup = i < groups;
            String[] parent = isGroup
                    ? new String[] {root, root, ROOTS[i % ROOTS.length]}
                    : parents.get((int) (Math.pow(random.nextDouble(), 1.5) * groups));
            String title = capital(pick(KINDS)) + " " + capital(pick(NOUNS)) + " " + i;
            String path = parent[1] + "," + category;
            String pathName = parent[2] + " > " + title;
            row(category, parent[0], title, "{" + path + "}", pathName, i, Instant.ofEpochMilli(OPENED), Instant.ofEpochMilli(OPENED));
            if (isGroup) {
                parents.add(new String[] {category.toString(), path, pathName});
            } else {
                leaves.add(category);
            }
        }
        end();
    }

    private void tags() {
        out.println("COPY tag (id, store_id, name, created_at, updated_at) FROM STDIN;");
        for (int i = 0; i < STORES * TAGS_PER_STORE; i++) {
            UUID tag = id(OPENED);
            tags.add(tag);
            row(tag, stores[i % STORES], capital(KINDS[i / STORES]), Instant.ofEpochMilli(OPENED), Instant.ofEpochMilli(OPENED));
        }
        end();
    }

    /** @param own the stores that have a price of their own */
    private record Product(UUID id, BigDecimal price, Instant since, boolean[] sold, List<UUID> own) {}

    private void chunk(int size) {
        List<Product> made = new ArrayList<>(size);
        out.println("BEGIN;");
        out.println("COPY product (id, sku, gtin, name, slug, description, brand, category_id, unit, price, old_price,"
                + " currency, is_organic, attributes, images, status, created_at, updated_at, deleted_at) FROM STDIN;");
        for (int i = 0; i < size; i++) {
            made.add(product());
        }
        end();
        out.println("COPY product_price (product_id, store_id, currency, valid_from, price) FROM STDIN;");
        for (Product product : made) {
            row(product.id(), null, "USD", product.since(), product.price());
            ownPrices(product, (store, price) -> row(product.id(), store, "USD", product.since(), price));
        }
        end();
        out.println("COPY store_price (store_id, product_id, price) FROM STDIN;");
        for (Product product : made) {
            ownPrices(product, (store, price) -> row(store, product.id(), price));
        }
        end();
        out.println("COPY assortment (store_id, product_id, created_at) FROM STDIN;");
        eachSold(made, (store, product) -> row(store, product.id(), product.since()));
        out.println("COPY stock (store_id, product_id, on_hand, updated_at) FROM STDIN;");
        eachSold(made, (store, product) ->
                row(store, product.id(), chance(12) ? 0 : 1 + random.nextInt(200), product.since()));
        out.println("COPY product_tag (product_id, tag_id) FROM STDIN;");
        for (Product product : made) {
            if (chance(5)) {
                row(product.id(), tags.get((int) (Math.pow(random.nextDouble(), 2) * TAGS_PER_STORE) * STORES));
            }
        }
        end();
        out.println("COMMIT;");
    }

    /** What stores ask other than the chain does. */
    private static void ownPrices(Product product, BiConsumer<UUID, BigDecimal> price) {
        product.own().forEach(store -> price.accept(store, product.price().multiply(new BigDecimal("0.95"))));
    }

    private interface Sold {
        void write(UUID store, Product product);
    }

    private void eachSold(List<Product> made, Sold sold) {
        for (int s = 0; s < STORES; s++) {
            for (Product product : made) {
                if (product.sold()[s]) {
                    sold.write(stores[s], product);
                }
            }
        }
        end();
    }

    private Product product() {
        Instant since = Instant.ofEpochMilli(OPENED + random.nextLong(YEARS));
        UUID product = id(since.toEpochMilli());
        String brand = chance(3) ? null : brands.get((int) (Math.pow(random.nextDouble(), 3) * BRANDS));
        boolean organic = chance(8);
        StringBuilder name = new StringBuilder();
        if (brand != null && chance(40)) {
            name.append(brand).append(' ');
        }
        if (organic && chance(70)) {
            name.append("Organic ");
        }
        if (chance(60)) {
            name.append(capital(rareWords.get((int) (Math.pow(random.nextDouble(), 2) * RARE_WORDS)))).append(' ');
        }
        name.append(capital(common(KINDS))).append(' ');
        if (chance(40)) {
            name.append(capital(common(KINDS))).append(' ');
        }
        name.append(capital(common(NOUNS)));
        if (chance(15)) {
            name.append(" & ").append(capital(common(NOUNS)));
        }
        if (chance(80)) {
            name.append(", ").append(pick(SIZES));
        }
        String title = name.toString();
        BigDecimal price = new BigDecimal(Math.round(Math.exp(1.8 + random.nextGaussian())) + "." + random.nextInt(10) + "9");
        boolean deleted = chance(1);
        int fate = random.nextInt(100);
        String slug = title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String sku = "B-" + Long.toString(random.nextLong(36L * 36 * 36 * 36 * 36 * 36 * 36 * 36), 36).toUpperCase(java.util.Locale.ROOT)
                + "-" + Long.toString(++made, 36).toUpperCase(java.util.Locale.ROOT);
        row(
                product,
                sku,
                chance(80) ? gtin() : null,
                title,
                slug + "-" + Long.toString(made, 36),
                description(title),
                brand,
                leaves.get((int) (Math.pow(random.nextDouble(), 1.7) * leaves.size())),
                chance(95) ? "EACH" : "KG",
                price,
                chance(15) ? price.multiply(new BigDecimal("1.25")).setScale(2, java.math.RoundingMode.HALF_UP) : null,
                "USD",
                organic,
                "{\"origin\": \"" + capital(pick(SYLLABLES)) + "\"}",
                "[{\"url\": \"https://images.example/" + product + ".webp\", \"alt\": null}]",
                fate < 2 ? "DRAFT" : fate < 3 ? "ARCHIVED" : "ACTIVE",
                since,
                since,
                deleted ? since : null);
        boolean[] sold = new boolean[STORES];
        for (int s = 0; s < STORES; s++) {
            sold[s] = !deleted && chance(RANGE[s]);
        }
        List<UUID> own = new ArrayList<>();
        for (int s = 0; s < STORES; s++) {
            if (sold[s] && chance(OWN_PRICES[s])) {
                own.add(stores[s]);
            }
        }
        return new Product(product, price, since, sold, own);
    }

    private long made;

    private String description(String title) {
        StringBuilder text = new StringBuilder(title).append(". ");
        int words = 10 + random.nextInt(30);
        for (int i = 0; i < words; i++) {
            text.append(chance(25) ? pick(KINDS) : chance(10) ? pick(NOUNS) : pick(SMALL_TALK)).append(' ');
        }
        return text.append("guaranteed.").toString();
    }

    private String gtin() {
        String digits = Long.toString(100_000_000_000L + random.nextLong(900_000_000_000L));
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return digits + (10 - sum % 10) % 10;
    }

    private String name(int syllables) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            name.append(pick(SYLLABLES));
        }
        return name.append(pick(new String[] {"a", "o", "is", "e", "ia", "um", "y", ""})).toString();
    }

    /** The first words of a list are a few times as frequent as the last. */
    private String common(String[] from) {
        return from[(int) (Math.pow(random.nextDouble(), 1.4) * from.length)];
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** As the server makes them: a time, then chance. */
    private UUID id(long millis) {
        long high = millis << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, random.nextLong() >>> 2 | 0x8000000000000000L);
    }

    private void row(Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.print('\t');
            }
            out.print(cells[i] == null ? "\\N" : cells[i].toString().replace("\\", "\\\\"));
        }
        out.print('\n');
    }

    private void end() {
        out.print("\\.\n");
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String[] words(String list) {
        return list.strip().split("\\s+");
    }
}
