/// Why a measurement could not be made, in words for whoever runs it.
struct Failure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
