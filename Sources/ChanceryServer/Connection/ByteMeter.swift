import NIOCore

/// Counts the bytes of each read before the decoder sees them.
///
/// The decoder is silent until a head is complete; without this, a client that sends one byte of a
/// head and stops would look idle. Lives on one event loop, with its connection.
final class ByteMeter: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// Bytes since the connection last looked.
  private var count = 0

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    count += unwrapInboundIn(data).readableBytes
    context.fireChannelRead(data)
  }

  /// The bytes since the last call.
  func take() -> Int {
    defer { count = 0 }
    return count
  }
}

@available(*, unavailable)
extension ByteMeter: Sendable {}
