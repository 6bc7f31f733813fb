/// What built-in states are called besides their names: what they call themselves, older names, parts of them
/// that stand for the whole.
///
/// Only for saying who may be meant. A definition of a built-in code keeps that actor's names in its stored
/// header, for ever, and what `England` is, is for whoever types it to say: so none of these is a name, and
/// none is ever taken for one.
package enum NearActorNames {
  /// Each of the names, folded, with the code of the state that is near it.
  package static let folded: [(name: String, folded: String)] = table.flatMap { code, names in
    names.map { (name: code, folded: NameFolding.fold($0)) }
  }

  private static let table: [(code: String, names: [String])] = [
    ("ALB", ["Shqipëria"]), ("AUT", ["Österreich", "Oesterreich"]),
    ("BEL", ["België", "Belgique", "Belgien"]), ("BGR", ["Bǎlgarija", "Bulgariya"]),
    ("BRA", ["Brasil"]), ("CHE", ["Schweiz", "Suisse", "Svizzera", "Helvetia"]),
    ("CHN", ["Zhongguo"]), ("CYP", ["Kypros"]), ("CZE", ["Česko"]),
    ("DEU", ["Deutschland", "BRD", "Allemagne", "Germania", "Alemania"]), ("DNK", ["Danmark"]),
    ("DZA", ["Algérie"]), ("ESP", ["España", "Espagne", "Spanien"]), ("EST", ["Eesti"]),
    ("ETH", ["Abyssinia"]), ("FIN", ["Suomi"]), ("FRA", ["Frankreich", "Francia"]),
    (
      "GBR", ["England", "Scotland", "Wales", "Northern Ireland", "Royaume-Uni", "Grande-Bretagne"]
    ),
    ("GEO", ["Sakartvelo"]), ("GRC", ["Hellas", "Ellada"]), ("HRV", ["Hrvatska"]),
    ("HUN", ["Magyarország"]), ("IND", ["Bharat"]), ("IRL", ["Irlande", "Irland"]),
    ("IRN", ["Persia"]), ("ISL", ["Ísland"]), ("ITA", ["Italia", "Italie", "Italien"]),
    ("JPN", ["Nippon", "Nihon"]), ("LTU", ["Lietuva"]), ("LVA", ["Latvija"]), ("MAR", ["Maroc"]),
    ("MNE", ["Crna Gora"]), ("NLD", ["Nederland", "Pays-Bas"]), ("NOR", ["Norge", "Noreg"]),
    ("POL", ["Polska", "Pologne", "Polen"]), ("ROU", ["Rumania", "Roumania"]),
    ("RUS", ["Rossiya", "Rossija", "Russie", "Russland"]), ("SRB", ["Srbija"]),
    ("SVK", ["Slovensko"]), ("SVN", ["Slovenija"]), ("SWE", ["Sverige", "Schweden"]),
    ("THA", ["Siam"]), ("TUR", ["Turquie", "Türkei"]), ("UKR", ["Ukraina", "the Ukraine"]),
    ("USA", ["Estados Unidos", "États-Unis", "Vereinigte Staaten"]),
  ]
}
