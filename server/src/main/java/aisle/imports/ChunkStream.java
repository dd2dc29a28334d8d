package aisle.imports;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A stored file as a stream; fetches one piece after another, so that no file is ever whole in memory. */
final class ChunkStream extends InputStream {
    private final IntFunction<byte @Nullable []> chunks;
    private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);
    private int next;

    /** @param chunks the pieces by number from 0 on, null behind the last */
    ChunkStream(IntFunction<byte @Nullable []> chunks) {
        this.chunks = chunks;
    }

    @Override
    public int read() {
        return moved() ? current.read() : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        return moved() ? current.read(bytes, offset, length) : -1;
    }

    @Override
    public int available() {
        return current.available();
    }

    /** Makes sure that there is something to read; false at the end. */
    private boolean moved() {
        while (current.available() == 0) {
            byte[] chunk = chunks.apply(next);
            if (chunk == null) {
                return false;
            }
            next++;
            current = new ByteArrayInputStream(chunk);
        }
        return true;
    }
}
