package aisle.platform.web.connections;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connection of a client that takes too long to say what it wants, however steadily its bytes drip. While the
 * server is the one to act no time runs.
 *
 * <p>It also lets requests through one after another: the next one waits until the answer before has left. Else a client
 * that sends thousands ahead and reads nothing has all their answers wait in memory. Meanwhile no more is read than
 * the one buffer in which they came. All of this happens on the connection's own thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // who wrote or closed learns of it by the promise
final class ConnectionGuard extends ChannelDuplexHandler {
    /** How late a connection may be closed; to look seldom costs less than a timer for each request. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ConnectionLimits limits;
    private long since = System.nanoTime();
    private boolean receiving;
    private long received;
    private boolean answered = true;
    private boolean answerHasLeft = true;

    /** What came before its turn; reading stops while there is any. */
    private final Deque<Object> ahead = new ArrayDeque<>();

    private boolean wantsToRead;
    private @Nullable Future<?> look;

    ConnectionGuard(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext connection) {
        RecvByteBufAllocator buffers = connection.channel().config().getRecvByteBufAllocator();
        if (buffers instanceof MaxMessagesRecvByteBufAllocator turns) {
            turns.maxMessagesPerRead(1);
        }
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
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
    }

    private void closeWhenLate(ChannelHandlerContext connection) {
        boolean ours = receiving ? !connection.channel().config().isAutoRead() : !answered;
        long allowed = receiving ? limits.bodyNanos(received) : limits.idle().toNanos();
        if (!ours && System.nanoTime() - since > allowed) {
            connection.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        if (ahead.isEmpty() && hasTurn(message)) {
            pass(connection, message);
        } else {
            ahead.add(message);
        }
    }

    private boolean hasTurn(Object message) {
        return answerHasLeft || !(message instanceof HttpRequest);
    }

    private void pass(ChannelHandlerContext connection, Object message) {
        if (message instanceof HttpRequest request) {
            RequestFraming.check(request);
            RequestTargets.check(request);
            receiving = true;
            received = 0;
            answered = false;
            answerHasLeft = false;
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
    public void read(ChannelHandlerContext connection) {
        if (ahead.isEmpty()) {
            connection.read();
        } else {
            wantsToRead = true;
        }
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise promise) {
        boolean interim =
                message instanceof HttpResponse response && response.status().code() < 200;
        if (message instanceof LastHttpContent && !interim) {
            answered = true;
            if (!receiving) {
                since = System.nanoTime();
            }
            connection.write(message, promise.unvoid().addListener(left -> turn(connection)));
        } else {
            connection.write(message, promise);
        }
    }

    /** An answer has left, or cannot any more. */
    private void turn(ChannelHandlerContext connection) {
        answerHasLeft = true;
        if (!ahead.isEmpty()) {
            connection.executor().execute(() -> passNext(connection));
        }
    }

    private void passNext(ChannelHandlerContext connection) {
        boolean passed = false;
        while (!ahead.isEmpty() && hasTurn(ahead.getFirst())) {
            pass(connection, ahead.removeFirst());
            passed = true;
        }
        if (passed) {
            connection.fireChannelReadComplete();
        }
        if (ahead.isEmpty() && wantsToRead) {
            wantsToRead = false;
            connection.read();
        }
    }
}
