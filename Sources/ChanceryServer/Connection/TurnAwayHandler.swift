import ChanceryAPI
import ChanceryModel
import NIOCore

/// Answers a connection for which there is no room, and closes it, without reading a byte.
final class TurnAwayHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let server: ServerContext
  private let loop: LoopContext

  init(server: ServerContext, loop: LoopContext) {
    self.server = server
    self.loop = loop
  }

  func channelActive(context: ChannelHandlerContext) {
    var response = Response(
      Refusal(
        .tooManyConnections,
        "\(server.limits.connections) connections are open already",
        hint: "close one, or try again in a second"
      ),
      in: .address,
      head: server.journal.head
    )
    response.closes = true
    var buffer = context.channel.allocator.buffer(capacity: 1_024)
    loop.encoder.encode(response, into: &buffer)
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(buffer)).assumeIsolated().whenComplete { _ in
      channel.close(promise: nil)
    }
  }
}

@available(*, unavailable)
extension TurnAwayHandler: Sendable {}
