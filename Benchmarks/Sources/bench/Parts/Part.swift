/// What can be measured alone.
enum Part: String, CaseIterable {
  case stance
  case append
  case `import`
  case rebuild
  case export
  case known
  case importing
  case cli
  case memory
  case shapes
  case scale
  case flush

  /// Measures it, in rounds, and says what came out.
  func measure(_ base: Base) throws -> Report {
    switch self {
    case .stance: return try StancePart(base).measure()
    case .append:
      var part = AppendPart(base)
      return try part.measure()
    case .import:
      var part = ImportPart(base)
      return try part.measure()
    case .rebuild: return try RebuildPart(base).measure()
    case .export: return try ExportPart(base).measure()
    case .known:
      var part = KnownPart(base)
      return try part.measure()
    case .importing:
      var part = ImportingPart(base)
      return try part.measure()
    case .cli: return try CommandPart(base).measure()
    case .memory: return try MemoryPart(base).measure()
    case .shapes: return try ShapesPart(base).measure()
    case .scale: return try ScalePart(base).measure()
    case .flush: return try FlushPart(base).measure()
    }
  }
}
