import NIOCore

/// Stops accepting for a moment when a connection could not be taken for want of descriptors or memory.
///
/// The connection stays in the socket's queue and the socket stays readable, so that without a pause the
/// event loop would do nothing but try again.
final class AcceptPause: ChannelInboundHandler {
  typealias InboundIn = any Channel

  static let length = TimeAmount.milliseconds(100)

  private var isPaused = false

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.fireErrorCaught(error)
    guard !isPaused, context.channel.isActive else { return }
    isPaused = true
    setAutoRead(false, context.channel)
    let own = NIOLoopBound(self, eventLoop: context.eventLoop)
    let channel = context.channel
    context.eventLoop.assumeIsolated().scheduleTask(in: AcceptPause.length) {
      own.value.isPaused = false
      own.value.setAutoRead(true, channel)
    }
  }

  private func setAutoRead(_ isOn: Bool, _ channel: any Channel) {
    // A channel that has been closed meanwhile takes no options, and needs none.
    try? channel.syncOptions?.setOption(.autoRead, value: isOn)
  }
}

@available(*, unavailable)
extension AcceptPause: Sendable {}
