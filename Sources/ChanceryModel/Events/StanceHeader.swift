/// A condition as the fold compares it: by (kind, text).
package struct Condition: Sendable, Hashable {
  package var kind: ConditionKind
  package var text: Text

  package init(kind: ConditionKind, text: Text) {
    self.kind = kind
    self.text = text
  }
}

/// One stance of a statement, resolved.
package struct StanceHeader: Sendable, Equatable {
  package var holder: Text
  package var topic: Text
  /// nil for an absence.
  package var position: Position?
  package var standing: Standing
  /// nil: not given, what was said before stays; empty: cleared; else added.
  package var conditions: [Condition]?
  /// Members of a group that do not share the stance.
  package var except: [Text]

  package init(
    holder: Text,
    topic: Text,
    position: Position?,
    standing: Standing,
    conditions: [Condition]? = nil,
    except: [Text] = []
  ) {
    self.holder = holder
    self.topic = topic
    self.position = position
    self.standing = standing
    self.conditions = conditions
    self.except = except
  }
}
