/// A stance as sent.
package struct StanceData: Sendable, Equatable {
  package var holder: Text
  package var topic: Text
  /// nil for an absence only.
  package var position: Position?
  /// nil: not given, what was said before stays; empty: cleared; else added.
  package var conditions: [ConditionData]?
  /// nil: by default, from the speaker.
  package var standing: Standing?
  package var except: [Text]

  package init(
    holder: Text,
    topic: Text,
    position: Position?,
    conditions: [ConditionData]? = nil,
    standing: Standing? = nil,
    except: [Text] = []
  ) {
    self.holder = holder
    self.topic = topic
    self.position = position
    self.conditions = conditions
    self.standing = standing
    self.except = except
  }
}

extension StanceData {
  static let fields = FieldTable([
    "conditions", "except", "holder", "note", "position", "standing", "topic",
  ])
  /// The names that make one stance at the top of a statement.
  static let shortNames = ["condition", "holder", "position", "standing", "topic"]

  /// Reads an element of `stances`.
  init(reading reader: inout FieldReader) {
    self.init(core: &reader, conditions: "conditions", isShort: false)
    except = reader.actors("except")
    _ = reader.text("note", max: EventLimits.textBytesMax)
  }

  /// Reads the short form from a statement's own fields.
  init(short reader: inout FieldReader) {
    self.init(core: &reader, conditions: "condition", isShort: true)
  }

  private init(core reader: inout FieldReader, conditions name: String, isShort: Bool) {
    holder = reader.requiredActor("holder")
    topic = reader.requiredSlug("topic")
    position = reader.word("position")
    conditions = ConditionData.list(name, isShort: isShort, from: &reader)
    standing = reader.word("standing")
    except = []
    if standing != .absence {
      reader.noteMissing("position")
    } else if position != nil {
      reader.problems.add(
        .invalidValue,
        at: "/position",
        "an absence of words has no position",
        hint: "leave “position” out, or choose another standing"
      )
    }
  }

  /// Up to how many stances each is compared with each: most statements have one or two.
  private static let fewStances = 8

  /// Notes each stance whose (holder, topic) an earlier one has.
  static func noteDoubles(in stances: [StanceData], into problems: inout Problems) {
    guard stances.count > 1 else { return }
    var seen: Set<ConditionData.About> = []
    for (index, stance) in stances.enumerated() where !stance.topic.isEmpty {
      let isDouble =
        if stances.count <= fewStances {
          stances[..<index].contains { $0.topic == stance.topic && $0.holder == stance.holder }
        } else {
          !seen.insert(ConditionData.About(holder: stance.holder, topic: stance.topic)).inserted
        }
      guard isDouble else { continue }
      problems.add(
        .invalidValue,
        at: "/stances/\(index)",
        "a second stance of \(stance.holder) on \(stance.topic): one statement takes one"
      )
    }
  }
}
