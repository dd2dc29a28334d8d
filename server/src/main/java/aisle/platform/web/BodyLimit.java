package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies that are larger than any operation needs, whether they say their length or not. Uploads are no concern
 * of this class: they go to disk and have a limit of their own.
 */
@Provider
public class BodyLimit implements ReaderInterceptor {
    private static final long MAX_BYTES = 1 << 20;
    private static final int LENGTH_DIGITS = 18;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        String length = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (length.length() > LENGTH_DIGITS || Long.parseLong(length) > MAX_BYTES)) {
            throw tooLarge();
        }
        context.setInputStream(new Limited(context.getInputStream()));
        return context.proceed();
    }

    private static DomainError tooLarge() {
        return DomainError.of(ErrorCode.PAYLOAD_TOO_LARGE, "A request body may have " + MAX_BYTES + " bytes.");
    }

    private static final class Limited extends FilterInputStream {
        private long left = MAX_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                take(1);
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                take(count);
            }
            return count;
        }

        private void take(int count) {
            left -= count;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
