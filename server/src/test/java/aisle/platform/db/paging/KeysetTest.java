package aisle.platform.db.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.DomainError;
import aisle.kernel.Page;
import aisle.kernel.Page.Total;
import aisle.kernel.PageRequest;
import aisle.kernel.PageRequest.Counting;
import aisle.kernel.Position;
import aisle.platform.db.Database;
import aisle.testing.AisleTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks lists of rows with many equal keys and nulls, sorted in every way, and compares with one read of it all. */
@AisleTest
class KeysetTest {
    private static final String ROWS = """
            FROM (SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE i % 5 END AS a,
                         chr(97 + i % 3) || CASE WHEN i % 4 = 0 THEN 'é''%' ELSE '' END AS b,
                         timestamptz '2026-01-01 00:00:00.123+02' + (i % 6) * interval '1 microsecond' AS c,
                         i AS id
                  FROM generate_series(1, 97) AS i) AS row
            WHERE true
            """;
    private static final String PAGE =
            "SELECT id, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip";

    @Inject
    Database database;

    static Stream<Keyset> everySort() {
        List<Keyset> sorts = new ArrayList<>();
        for (int directions = 0; directions < 16; directions++) {
            SortKey a = directed(SortKey.number("a"), directions & 1).nullable();
            SortKey b = directed(SortKey.text("b"), directions & 2);
            SortKey c = directed(SortKey.time("c"), directions & 4);
            SortKey id = directed(SortKey.number("id"), directions & 8);
            sorts.add(Keyset.of(a, b, c, id));
            sorts.add(Keyset.of(b, a, id));
            sorts.add(Keyset.of(c, b, id));
            sorts.add(Keyset.of(id));
        }
        return sorts.stream();
    }

    private static SortKey directed(SortKey key, int bit) {
        return bit == 0 ? key : key.descending();
    }

    @ParameterizedTest
    @MethodSource("everySort")
    void pagesBehindOneAnotherAreTheWholeList(Keyset sort) {
        database.read(handle -> {
            List<Integer> whole = handle.createQuery("SELECT id " + ROWS + " ORDER BY " + sort.order())
                    .mapTo(Integer.class)
                    .list();
            List<Integer> walked = new ArrayList<>();
            Position after = null;
            do {
                Page<Integer> page = read(handle, new PageRequest(10, 0, after, Counting.NONE), sort);
                walked.addAll(page.items());
                after = page.next();
            } while (after != null);
            assertEquals(whole, walked);
            return null;
        });
    }

    @Test
    void thePageBehindTheLastRowIsTheEnd() {
        Keyset sort = Keyset.of(SortKey.number("id"));
        Page<Integer> exact = database.read(
                handle -> read(handle, new PageRequest(10, 0, sort.position(List.of("87")), Counting.AUTO), sort));
        assertEquals(10, exact.items().size());
        assertNull(exact.next());
        assertEquals(new Total(97, true), exact.total());
        Page<Integer> behind = database.read(
                handle -> read(handle, new PageRequest(10, 0, sort.position(List.of("97")), Counting.AUTO), sort));
        assertEquals(List.of(), behind.items());
        assertNull(behind.next());
    }

    @Test
    void aPositionOfAnotherSortIsRefused() {
        Position foreign = Keyset.of(SortKey.number("id").descending()).position(List.of("5"));
        PageRequest behind = new PageRequest(10, 0, foreign, Counting.AUTO);
        for (Keyset sort : List.of(Keyset.of(SortKey.number("id")), Keyset.withoutPositions("length(b), id"))) {
            DomainError refusal =
                    assertThrows(DomainError.class, () -> database.read(handle -> read(handle, behind, sort)));
            assertTrue(refusal.getMessage().contains("cursor"), refusal.getMessage());
        }
    }

    @Test
    void totalsAreExactUpToTenThousand() {
        assertEquals(new Total(9_999, true), total(9_999, Counting.AUTO));
        assertEquals(new Total(10_000, true), total(10_000, Counting.AUTO));
        assertEquals(new Total(10_000, false), total(10_001, Counting.AUTO));
        assertEquals(new Total(10_001, true), total(10_001, Counting.EXACT));
        assertNull(total(10_001, Counting.NONE));
    }

    private Total total(int rows, Counting counting) {
        return database.read(handle -> new PagedQuery(
                                handle,
                                new PageRequest(5, 0, null, counting),
                                Keyset.of(SortKey.number("id")),
                                "FROM generate_series(1, :rows) AS id WHERE true",
                                query -> query.bind("rows", rows))
                        .read(PAGE, row -> row.getInt("id")))
                .total();
    }

    private static Page<Integer> read(Handle handle, PageRequest page, Keyset sort) {
        return new PagedQuery(handle, page, sort, ROWS, query -> {}).read(PAGE, row -> row.getInt("id"));
    }
}
