package io.couponrush.gateway.claim;

import io.couponrush.gateway.edge.ClaimPath;
import io.couponrush.gateway.trace.ClaimTrace;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;

/**
 * Refuses claims of one connection right after their headers are read, before Reactor Netty, Spring
 * or a token cost anything. Past the bound four of five claims may end here, so a refusal must cost
 * a small part of what a claim costs; see docs/decisions/0018.
 *
 * <p>Only the plain case is handled: a claim on a connection that has no other request under way.
 * Everything else goes on to {@link InFlight}, which has the last word.
 */
final class Door extends ChannelDuplexHandler {

    /** Of the claim that is under way, if it is recorded: an example for its latency. */
    static final AttributeKey<ClaimTrace> TRACE = AttributeKey.valueOf(Door.class, "trace");

    private final Doorkeeper keeper;

    /** Requests that went on and have no whole answer yet. */
    private int unanswered;

    /** The first of them is a claim that the keeper counted. */
    private boolean entered;

    /** The first of them is a claim, and since when it is here. */
    private boolean claimed;

    private long claimedAt;

    /** The rest of the current request is to be dropped. */
    private boolean refusing;

    /** Somebody has to ask for the next request: whoever follows here knows nothing of this one. */
    private boolean readOn;

    Door(Doorkeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && !letIn(request)) {
            refusing = true;
            var _ =
                    context.writeAndFlush(
                            ClaimReplies.OVERLOADED.response(), context.voidPromise());
        }
        if (!refusing) {
            context.fireChannelRead(message);
            return;
        }
        readOn = true;
        refusing = !(message instanceof LastHttpContent);
        ReferenceCountUtil.release(message);
    }

    private boolean letIn(HttpRequest request) {
        if (unanswered == 0 && isClaim(request)) {
            if (isPlain(request)) {
                if (!keeper.enter(request.uri())) {
                    return false;
                }
                entered = true;
            }
            claimed = true;
            claimedAt = System.nanoTime();
        }
        unanswered++;
        return true;
    }

    private static boolean isClaim(HttpRequest request) {
        return HttpMethod.POST.equals(request.method()) && ClaimPath.matches(request.uri());
    }

    private static boolean isPlain(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && HttpUtil.isKeepAlive(request)
                && !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !request.headers().contains(HttpHeaderNames.EXPECT)
                && HttpUtil.getContentLength(request, 0L) <= ClaimHandler.MAX_BODY;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (readOn) {
            readOn = false;
            context.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInformational(message) && unanswered > 0) {
            unanswered--;
            leave();
            answered(context.channel());
        }
        var _ = context.write(message, promise);
    }

    private void answered(Channel channel) {
        if (claimed) {
            claimed = false;
            long took = System.nanoTime() - claimedAt;
            ClaimTrace trace = channel.attr(TRACE).getAndSet(null);
            if (trace == null) {
                keeper.answered(took);
            } else {
                trace.exemplary(() -> keeper.answered(took));
            }
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        leave();
    }

    /** Once, also if the answer comes after the client has gone. */
    private void leave() {
        if (entered) {
            entered = false;
            keeper.leave();
        }
    }
}
