/// What this build is.
package enum ChanceryVersion {
  /// The version that daemon and command line tell, https://semver.org.
  package static let current = "0.1.0"
}
