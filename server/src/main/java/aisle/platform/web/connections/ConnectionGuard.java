package aisle.platform.web.connections;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connection of a client that takes too long to say what it wants, however steadily its bytes drip. While the
 * server is the one to act no time runs. All of this happens on the connection's own thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // who wrote or closed learns of it by the promise
final class ConnectionGuard extends ChannelDuplexHandler {
    /** How late a connection may be closed; to look seldom costs less than a timer for each request. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ConnectionLimits limits;
    private long since = System.nanoTime();
    private boolean receiving;
    private long received;
    private int unanswered;
    private @Nullable Future<?> look;

    ConnectionGuard(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext connection) {
        long nanos = Math.min(
                LOOK.toNanos(), Math.min(limits.idle().toNanos(), limits.body().toNanos()));
        look = connection
                .executor()
                .scheduleWithFixedDelay(() -> closeWhenLate(connection), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext connection) {
        if (look != null) {
            look.cancel(false);
        }
    }

    private void closeWhenLate(ChannelHandlerContext connection) {
        boolean ours = receiving ? !connection.channel().config().isAutoRead() : unanswered > 0;
        long allowed = receiving ? limits.bodyNanos(received) : limits.idle().toNanos();
        if (!ours && System.nanoTime() - since > allowed) {
            connection.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        if (message instanceof HttpRequest request) {
            RequestTargets.check(request);
            receiving = true;
            received = 0;
            unanswered++;
            since = System.nanoTime();
        }
        if (message instanceof HttpContent content) {
            received += content.content().readableBytes();
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        connection.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise promise) {
        boolean interim =
                message instanceof HttpResponse response && response.status().code() < 200;
        if (message instanceof LastHttpContent && !interim) {
            unanswered--;
            if (!receiving) {
                since = System.nanoTime();
            }
        }
        connection.write(message, promise);
    }
}
