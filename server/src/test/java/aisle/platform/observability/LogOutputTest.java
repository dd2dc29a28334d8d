package aisle.platform.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LogOutputTest {
    @Test
    void whileNobodyReadsLinesAreDroppedAndCountedAndTheCallerGoesOn() {
        CountDownLatch reading = new CountDownLatch(1);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        LogOutput output = new LogOutput(blockedUntil(reading, read), 100);

        for (int i = 0; i < 1_000; i++) {
            line(output, "0123456789");
        }

        assertEquals(990, output.dropped());
        reading.countDown();
        output.stop();
        assertEquals("0123456789".repeat(10), read.toString(StandardCharsets.UTF_8));
    }

    @Test
    void afterAStopEachLineIsWrittenBeforeTheCallerGoesOn() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        LogOutput output = new LogOutput(read, 100);
        output.stop();

        line(output, "the last line");

        assertEquals("the last line", read.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aBrokenOutputHarmsNobody() {
        LogOutput output = new LogOutput(
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("broken pipe");
                    }
                },
                100);

        line(output, "unheard");
        output.stop();

        assertTrue(output.dropped() > 0);
    }

    private static void line(LogOutput output, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
        output.flush();
    }

    private static OutputStream blockedUntil(CountDownLatch reading, ByteArrayOutputStream read) {
        return new OutputStream() {
            @Override
            public void write(int value) {
                read.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                read.write(bytes, offset, length);
            }
        };
    }
}
