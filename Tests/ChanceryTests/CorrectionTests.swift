import ArgumentParser
import ChanceryModel
import Testing

@testable import chancery

/// What `chancery correct` makes of its options, without a daemon.
@Suite struct CorrectionTests {
  private static let statement: JSONValue = [
    "said": "2025-03-24",
    "stances": [["holder": "ITA", "topic": "own-troops", "position": "oppose"]],
    "reports": [["source": "ansa-1", "text": "no troops", "start": 3, "end": 12]],
  ]
  private static let short: JSONValue = [
    "said": "2025-03-24", "holder": "ITA", "topic": "own-troops", "position": "oppose",
    "source": "ansa-1", "quote": "no troops",
  ]

  /// The content that the options give to an event.
  private func corrected(
    _ data: JSONValue,
    type: Text = "statement.made",
    _ options: [String]
  ) throws -> JSONValue {
    let correct = try Correct.parse(["17", "--reason", "r"] + options)
    let event: JSONValue = [
      "seq": 17, "type": .string(type), "data": data, "state": ["version": 17, "standing": true],
    ]
    return try Correction(correct: correct, session: Session(offline: correct.options.output))
      .data(of: CurrentEvent(17, event))
  }

  private func fault(
    _ data: JSONValue,
    type: Text = "statement.made",
    _ options: [String]
  ) throws -> Fault? {
    do {
      _ = try corrected(data, type: type, options)
      return nil
    } catch let fault as Fault {
      return fault
    }
  }

  @Test func `field options change the one stance, in the long form and in the short`() throws {
    let options = ["--position", "support", "--standing", "attributed", "--said", "[..2025-03-20]"]
    let long = try corrected(Self.statement, options)
    #expect(
      long["stances"] == [
        [
          "holder": "ITA", "topic": "own-troops", "position": "support", "standing": "attributed",
        ]
      ]
    )
    #expect(long["said"] == "[..2025-03-20]" && long["reports"] == Self.statement["reports"])
    let short = try corrected(Self.short, options)
    #expect(short["position"] == "support" && short["standing"] == "attributed")
    #expect(short["stances"] == nil && short["quote"] == "no troops")
  }

  @Test func `new words lose the place of the old ones, and only that`() throws {
    let long = try corrected(Self.statement, ["--quote", "not one soldier"])
    #expect(long["reports"] == [["source": "ansa-1", "text": "not one soldier"]])
    let short = try corrected(Self.short, ["--quote", "not one soldier", "--paraphrase", "No."])
    #expect(short["quote"] == "not one soldier" && short["paraphrase"] == "No.")
    #expect(short["source"] == "ansa-1")
  }

  @Test func `of several stances or reports it has to be said which`() throws {
    let two: JSONValue = [
      "said": "2025-03-24",
      "stances": [["holder": "ITA", "position": "oppose"], ["holder": "FRA"]],
      "reports": [["source": "a"], ["source": "b"]],
    ]
    let stance = try fault(two, ["--position", "support"])
    #expect(stance?.status == 64 && stance?.what.contains("2 stances") == true)
    #expect(stance?.remedy?.contains("/stances/0/position") == true)
    #expect(try fault(two, ["--quote", "x"])?.what.contains("2 reports") == true)
    let chosen = try corrected(two, ["--set", #"/stances/1/position="support""#])
    #expect(chosen["stances"]?.arrayValue?.last == ["holder": "FRA", "position": "support"])
    #expect(try corrected(two, ["--said", "2025-03-25"])["said"] == "2025-03-25")
  }

  @Test func `pointers change any type; what is set first can be unset after`() throws {
    let attendance: JSONValue = ["meeting": "m", "actor": "ITA", "role": "host", "note": "n"]
    let changed = try corrected(
      attendance,
      type: "attendance.reported",
      ["--set", #"/role="observer""#, "--set", "/extra/sure=true", "--unset", "/note"]
    )
    #expect(
      changed == ["meeting": "m", "actor": "ITA", "role": "observer", "extra": ["sure": true]]
    )
  }

  @Test func `an option for statements is refused on any other type, with the pointer to use`()
    throws
  {
    for (options, pointer) in [
      (["--position", "support"], #"--set '/position="support"'"#),
      (["--said", "2025-03-24"], #"--set '/said="2025-03-24"'"#),
      (["--by", "Meloni"], #"--set '/by="Meloni"'"#),
      (["--quote", "x", "--set", #"/note="n""#], #"--set '/quote="x"'"#),
    ] {
      let refused = try fault(["meeting": "m"], type: "meeting.held", options)
      #expect(refused?.status == 64)
      #expect(refused?.remedy?.contains(pointer) == true, "\(refused?.remedy ?? "")")
    }
  }

  @Test func `the whole content replaces all, and nothing is added to it`() throws {
    let whole = try corrected(Self.statement, ["--data", #"{"said":"2025","about":[]}"#])
    #expect(whole == ["said": "2025", "about": []])
  }

  @Test func `a note is put into the content`() throws {
    #expect(try corrected(Self.short, ["--note", "seen twice"])["note"] == "seen twice")
  }

  @Test(arguments: [
    (["--set", "/note"], "POINTER=JSON"), (["--set", "/note=oppose"], "quotation marks"),
    (["--set", "note=1"], "slash"), (["--unset", "/nothing"], "chancery show"),
    (["--data", "{"], "quotation marks"), (["--said", "03/04/2025"], "2025-04-03"),
  ])
  func `what cannot be read is a mistake in what was typed, with the remedy`(
    options: [String],
    remedy: String
  ) throws {
    let refused = try fault(Self.short, options)
    #expect(refused?.status == 64)
    #expect(refused?.remedy?.contains(remedy) == true, "\(refused?.remedy ?? "")")
  }

  // MARK: What differs

  @Test func `each field that differs is one line, as deep as both have it`() {
    let new: JSONValue = [
      "said": "2025-03-25",
      "stances": [["holder": "ITA", "topic": "own-troops", "position": "support"]],
      "reports": [], "note": "n",
    ]
    #expect(
      FieldChanges.lines(from: Self.statement, to: new) == [
        "/note  — → n",
        #"/reports  [{"end":12,"source":"ansa-1","start":3,"text":"no troops"}] → []"#,
        "/said  2025-03-24 → 2025-03-25", "/stances/0/position  oppose → support",
      ]
    )
    #expect(FieldChanges.lines(from: new, to: new) == [])
  }
}
