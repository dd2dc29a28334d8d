package aisle.platform.web.connections;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.impl.VertxHandler;

/** The JDK's sockets, with a {@link ConnectionGuard} in each connection that a server accepts. */
final class GuardedTransport extends JDKTransport {
    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";

    private final ConnectionLimits limits;
    private final Handler<HttpServerRequest> undecodable;

    /** @param undecodable what answers bytes that are no request; the framework would without a body */
    GuardedTransport(ConnectionLimits limits, Handler<HttpServerRequest> undecodable) {
        this.limits = limits;
        this.undecodable = undecodable;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        if (domainSocket) {
            return super.serverChannelFactory(true);
        }
        return () -> {
            NioServerSocketChannel server = new NioServerSocketChannel();
            server.pipeline().addFirst(new Acceptance());
            return server;
        };
    }

    /** Sees each connection before Vert.x does. */
    private final class Acceptance extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            ((Channel) accepted).pipeline().addFirst(new Greeting());
            server.fireChannelRead(accepted);
        }
    }

    /** Waits until Vert.x has set the connection up, then puts the guard between its codec and its own handler. */
    private final class Greeting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext connection) {
            ChannelPipeline pipeline = connection.pipeline();
            if (pipeline.get(DECODER) != null) {
                pipeline.addAfter(ENCODER, "guard", new ConnectionGuard(limits));
                VertxHandler<?> handler = pipeline.get(VertxHandler.class);
                if (handler != null && handler.getConnection() instanceof HttpServerConnection http) {
                    http.invalidRequestHandler(undecodable);
                }
            }
            connection.fireChannelActive();
            pipeline.remove(this);
        }
    }
}
