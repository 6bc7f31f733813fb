/// What one statement is to another.
///
/// Raw values are stored: for ever.
package enum LinkKind: UInt8, Sendable, CaseIterable {
  case sameUtterance = 1
  case repeats = 2
  case supersedes = 3
  case clarifies = 4
  case denies = 5
  case qualifies = 6

  package var word: Text {
    switch self {
    case .sameUtterance: "same-utterance"
    case .repeats: "repeats"
    case .supersedes: "supersedes"
    case .clarifies: "clarifies"
    case .denies: "denies"
    case .qualifies: "qualifies"
    }
  }
}

/// How sure a link is; only a certain one bears on the fold.
///
/// Raw values are stored: for ever.
package enum LinkCertainty: UInt8, Sendable, CaseIterable {
  case certain = 1
  case probable = 2

  package var word: Text {
    switch self {
    case .certain: "certain"
    case .probable: "probable"
    }
  }
}

/// `statements.linked`: what the statement `from` is to the statement `to`.
package struct LinkHeader: Sendable, Equatable {
  package var from: UInt64
  package var to: UInt64
  package var kind: LinkKind
  package var certainty: LinkCertainty

  package init(from: UInt64, to: UInt64, kind: LinkKind, certainty: LinkCertainty) {
    self.from = from
    self.to = to
    self.kind = kind
    self.certainty = certainty
  }

  /// True if the link bears on the fold, as long as it and both its ends stand.
  package var isFolded: Bool {
    certainty == .certain && (kind == .sameUtterance || kind == .supersedes)
  }
}
