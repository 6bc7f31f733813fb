import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery timeline`.
struct Timeline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Show what was said and what happened, day by day; or draw it.",
    discussion: """
      Statements stand under the last day on which they can have been said, meetings under their day, \
      corrections and other work on the record under the day it was recorded. Each line cites its event.

      --ribbon draws one line a country and one span a stance, in columns of a day, a week or more, as \
      the width allows; a column shows what stood at its end. With a holder and no topic, one line a \
      topic.

      Example: chancery timeline --ribbon -t own-troops --from 2025-03-01 --to 2025-03-27
      """
  )

  @Argument(
    help: "Whose stances: code, name, alias or a unique beginning; without any, everybody's.",
    completion: NameCompletion.actor
  )
  var holders: [String] = []
  @OptionGroup var topicsOption: TopicsOption
  @Option(help: ArgumentHelp("The first day.", valueName: "date"))
  var from: String?
  @Option(help: ArgumentHelp("The last day.", valueName: "date"))
  var to: String?
  @Flag(name: .customLong("ribbon"), help: "Draw a line a holder and a span a stance.")
  var isRibbon = false
  @OptionGroup var exitCode: ExitCodeOption
  @OptionGroup var pages: PageOptions
  @OptionGroup var options: ReadOptions

  func run() throws {
    let session = try Session(options)
    let (first, last) = try session.civilRange(from: from, to: to)
    let topics = try topicsOption.resolved(session)
    let holders = try holders.map { try session.resolve(.actor, $0) }
    let clocks = options.clocks
    // What comes after the last day has no say in what is drawn up to it.
    if clocks.at != nil {
      try session.require(first?.description, notAfter: try clocks.atDay(session))
    }
    let day = try clocks.atDay(session) ?? last?.description ?? session.dates.today.description
    let record = try RecordReader(
      session,
      at: day,
      known: try session.known(clocks.known),
      publicBy: try session.day(clocks.publicBy)
    )
    let count: Int
    if isRibbon {
      count = try draw(record, topics, holders, first, last)
    } else {
      count = try list(record, topics, holders, first, last)
    }
    try exitCode.check(isNegative: count == 0)
  }

  // MARK: Lines

  private func list(
    _ record: RecordReader,
    _ topics: [String],
    _ holders: [String],
    _ from: CivilDate?,
    _ to: CivilDate?
  ) throws -> Int {
    let reader = TimelineReader(
      record: record,
      topics: topics,
      holders: holders,
      from: from,
      to: to
    )
    let items = try reader.items()
    let shown = Array(items.prefix(pages.limit.count ?? items.count))
    let page = TimelineView.page(
      shown,
      leftOut: items.count - shown.count,
      days: (from?.description, to?.description),
      clocks: (record.at, record.known, record.publicBy),
      head: record.head
    )
    let session = record.session
    if session.format.isData {
      try session.printPage(page, TimelineView.view)
    } else {
      let answer = try session.parse(page)
      let text = try record.reading { () throws(Refusal) in
        try TimelinePicture.text(
          of: answer,
          isWide: session.format == .wide,
          names: session.names,
          style: session.style
        )
      }
      try session.finish(text)
    }
    if shown.count < items.count, !pages.limit.isAsked, session.format != .json {
      session.note("the list goes on: --all shows everything, -n N the first N")
    }
    return items.count
  }

  // MARK: Ribbons

  private func draw(
    _ record: RecordReader,
    _ topics: [String],
    _ holders: [String],
    _ from: CivilDate?,
    _ to: CivilDate?
  ) throws -> Int {
    let session = record.session
    let reader = RibbonReader(record: record, topics: topics, holders: holders)
    let ribbons = try reader.ribbons(from: from, to: try to ?? session.civilDay(options.clocks.at))
    guard !session.format.isData else {
      let page = RibbonsView.page(
        ribbons,
        clocks: (record.at, record.known, record.publicBy),
        head: record.head
      )
      try session.printPage(page, RibbonsView.view)
      return ribbons.count
    }
    guard !ribbons.isEmpty else {
      try session.finish("no statement on record\n")
      return 0
    }
    let picture = RibbonPicture(
      names: session.names,
      style: session.style,
      isASCII: Drawing.isASCII
    )
    let byTopic = topics.isEmpty && !holders.isEmpty
    let key: (Ribbon) -> String = { byTopic ? $0.holder.string : $0.topic.string }
    var groups: [(name: String, ribbons: [Ribbon])] = []
    for ribbon in ribbons.sorted(by: { byTopic && $0.holder < $1.holder }) {
      if groups.last?.name == key(ribbon) {
        groups[groups.count - 1].ribbons.append(ribbon)
      } else {
        groups.append((key(ribbon), [ribbon]))
      }
    }
    let texts = groups.map { group in
      picture.lines(
        of: group.ribbons,
        title: byTopic ? session.names[group.name] : group.name,
        byTopic: byTopic
      ).map { $0 + "\n" }.joined()
    }
    try session.finish(texts.joined(separator: "\n"))
    return ribbons.count
  }
}
