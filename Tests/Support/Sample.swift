/// Small valid events for tests.
package enum Sample {
  package static func topic(_ slug: String) -> String {
    """
    {"type":"topic.defined","id":"topic-\(slug)","data":{"topic":"\(slug)","title":"\(slug)",\
    "proposition":"\(slug) is right"}}
    """
  }

  package static func statement(
    _ id: String,
    holder: String = "ITA",
    topic: String = "own-troops",
    position: String = "oppose",
    said: String = "2025-03-24",
    more: String = ""
  ) -> String {
    """
    {"type":"statement.made","id":"\(id)","data":{"said":"\(said)","holder":"\(holder)",\
    "topic":"\(topic)","position":"\(position)"\(more)}}
    """
  }
}
