package aisle.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes traces as an OpenTelemetry collector does, by OTLP over HTTP, and keeps the spans. */
public final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** What the tests look at of a span; ids are hexadecimal, {@code parent} is empty for none. */
    public record Span(String trace, String id, String parent, String name, long kind, byte[] whole) {
        /** Whether a text stands anywhere in it. */
        public boolean holds(String text) {
            return new String(whole, StandardCharsets.ISO_8859_1).contains(text);
        }
    }

    /** A member of a protobuf message: its number, and its bytes or its number as it stands. */
    private record Field(int number, byte[] bytes, long value) {}

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** What OTEL_EXPORTER_OTLP_ENDPOINT says. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Span> spans() {
        return spans;
    }

    /** The values of the header Authorization that came. */
    public List<String> authorizations() {
        return authorizations;
    }

    private void take(HttpExchange exchange) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] body = packed
                ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                : exchange.getRequestBody().readAllBytes();
        for (Field resource : members(body, 1)) {
            for (Field scope : members(resource.bytes(), 2)) {
                for (Field span : members(scope.bytes(), 2)) {
                    spans.add(span(span.bytes()));
                }
            }
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Span span(byte[] message) {
        return new Span(
                hex(message, 1),
                hex(message, 2),
                hex(message, 4),
                new String(bytes(message, 5), StandardCharsets.UTF_8),
                members(message, 6).getFirst().value(),
                message);
    }

    private static String hex(byte[] message, int number) {
        return HexFormat.of().formatHex(bytes(message, number));
    }

    private static byte[] bytes(byte[] message, int number) {
        return members(message, number).stream().findFirst().map(Field::bytes).orElse(new byte[0]);
    }

    private static List<Field> members(byte[] message, int number) {
        List<Field> found = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            byte[] bytes = {};
            long value = 0;
            switch (tag & 7) {
                case 0 -> value = varint(in);
                case 1 -> value = in.getLong();
                case 2 -> {
                    bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                }
                case 5 -> value = in.getInt();
                default -> throw new IllegalArgumentException("no such kind of member: " + tag);
            }
            if (tag >>> 3 == number) {
                found.add(new Field(number, bytes, value));
            }
        }
        return found;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
