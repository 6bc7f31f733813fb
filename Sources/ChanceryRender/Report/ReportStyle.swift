/// The style sheet of a report: fonts of the reader's own system, two palettes, phone, desk and paper.
struct ReportStyle {
  /// The sheet; nothing in it comes from outside this program.
  var text: String {
    ":root{\(variables(.light))}\n"
      + "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;\(variables(.dark))}}\n"
      + marks + ReportStyle.sheet
  }

  private func variables(_ palette: ReportPalette) -> String {
    let page = [
      ("paper", palette.paper), ("shade", palette.shade), ("ink", palette.ink),
      ("muted", palette.muted), ("rule", palette.rule), ("link", palette.link),
      ("warning", palette.warning),
    ].map { "--\($0.0):\($0.1.text)" }
    let marks = palette.marks.flatMap { mark in
      [
        "--\(mark.name)-ground:\(mark.ground.text)", "--\(mark.name)-ink:\(mark.ink.text)",
        "--\(mark.name)-edge:\(mark.edge.text)",
      ]
    }
    return (page + marks).joined(separator: ";")
  }

  private var marks: String {
    ReportPalette.light.marks.map { mark in
      ".s-\(mark.name){fill:url(#p-\(mark.name));stroke:var(--\(mark.name)-edge)}\n"
        + ".g-\(mark.name){fill:var(--\(mark.name)-ground)}"
        + ".i-\(mark.name){fill:var(--\(mark.name)-ink);stroke:var(--\(mark.name)-ink)}\n"
    }.joined()
  }

  private static let sheet = """
    *{box-sizing:border-box}
    body{overflow-wrap:anywhere}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Charter,"Bitstream Charter",
    "Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",Georgia,Cambria,"DejaVu Serif",serif}
    main,header,footer,nav{max-width:62rem;margin:0 auto;padding:0 1.25rem}
    header{padding-top:3rem}
    .skip{position:absolute;left:-100vw;background:var(--paper);padding:.5rem 1rem}
    .skip:focus{left:0;top:0;z-index:1}
    h1,h2,h3{line-height:1.2;font-weight:700;text-wrap:balance;overflow-wrap:anywhere}
    h1{font-size:clamp(1.9rem,1.3rem + 3vw,3rem);margin:.35rem 0 .75rem;letter-spacing:-.01em}
    h2{font-size:1.55rem;margin:0 0 .5rem;padding-top:.6rem;border-top:3px solid var(--ink)}
    h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
    section{margin:3rem 0 0}
    p{margin:.5rem 0;max-width:42rem}
    a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
    a:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
    .over,.facts,table,figcaption,.key,.cite,.small,nav,svg text,pre,.tally,.tag{font-family:system-ui,
    -apple-system,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",Arial,sans-serif}
    .over{font-size:.8rem;letter-spacing:.08em;text-transform:uppercase;color:var(--muted);margin:0}
    .deck{font-size:1.2rem;line-height:1.45;color:var(--muted)}
    .proposition{font-size:1.15rem;font-style:italic}
    .facts,.small,figcaption,.cite{font-size:.875rem;line-height:1.5;color:var(--muted)}
    .tally{font-size:.95rem;display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;list-style:none;padding:0;
    margin:.75rem 0}
    .key{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;list-style:none;padding:.75rem 0;margin:1.25rem 0 0;
    border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);font-size:.875rem}
    nav ol{columns:17rem;padding-left:1.4rem;font-size:.95rem;margin:1rem 0}
    nav li{break-inside:avoid;padding:.15rem 0}
    .mark{width:1.5rem;height:.8rem;vertical-align:-.05rem;margin-right:.45rem;overflow:visible}
    .mark rect{stroke-width:1.25}
    .nowrap{white-space:nowrap}
    figure{margin:1.25rem 0 0}
    figure>svg{display:block;width:100%;overflow:visible}
    svg text{font-size:13px;fill:var(--ink)}
    svg .quiet{fill:var(--muted);font-size:12px}
    .row-name{display:flex;justify-content:space-between;flex-wrap:wrap;gap:0 1rem;max-width:none;margin:.7rem 0
    .2rem;font:.875rem/1.35 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",Arial,
    sans-serif}
    svg .bar{stroke-width:1.25}
    svg .s-silent{stroke-dasharray:1 4;stroke-linecap:round}
    svg .grid{stroke:var(--rule);stroke-width:1}
    svg .said{fill:var(--ink)}
    svg .meeting-mark{fill:var(--paper);stroke:var(--ink);stroke-width:1.75}
    svg a:hover .meeting-mark,svg a:focus-visible .meeting-mark{fill:var(--ink)}
    svg .doubt{fill:none;stroke:var(--warning);stroke-width:2.5;stroke-dasharray:5 3}
    svg a:focus-visible{outline:none}
    svg a:focus-visible .bar,svg a:focus-visible .hit{stroke:var(--ink);stroke-width:3}
    svg a:hover .bar{stroke-width:2.5}
    .narrow{display:none}
    .contested{color:var(--warning);font-weight:600}
    table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.45;margin:.75rem 0;
    font-variant-numeric:tabular-nums}
    caption{text-align:left;color:var(--muted);padding:0 0 .4rem}
    th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--rule);
    overflow-wrap:anywhere}
    thead th{border-bottom:1.5px solid var(--ink);font-weight:600;vertical-align:bottom}
    tbody th{font-weight:600}
    .rows th,.rows td{min-width:6.25rem}
    .rows tbody th{min-width:8.5rem}
    td.stance{white-space:nowrap}
    td.date,td.num,th.date{white-space:nowrap;overflow-wrap:normal}
    .grid-of-stances{overflow-x:auto;margin:.75rem 0}
    .grid-of-stances th,.grid-of-stances td{min-width:7rem;overflow-wrap:break-word}
    .grid-of-stances:focus-visible{outline:3px solid var(--link)}
    article{border-top:1px solid var(--rule);padding:1rem 0 .9rem;scroll-margin-top:1rem}
    article:target{background:var(--shade);box-shadow:-1rem 0 0 var(--shade),1rem 0 0 var(--shade)}
    article h3{margin:0 0 .25rem}
    blockquote{margin:.6rem 0;padding:0 0 0 1rem;border-left:3px solid var(--rule);font-size:1.125rem;
    max-width:42rem}
    blockquote p{margin:.2rem 0;overflow-wrap:anywhere}
    .stances{list-style:none;margin:.5rem 0;padding:0;font-size:.95rem}
    .tag{font-size:.75rem;color:var(--muted);border:1px solid var(--rule);border-radius:3px;padding:0 .3rem;
    white-space:nowrap}
    pre{background:var(--shade);padding:.9rem 1rem;font:.8rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,
    "DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere;margin:.75rem 0}
    code{font:.85em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;
    overflow-wrap:anywhere}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;font-size:.9rem;margin:1rem 0}
    dt{color:var(--muted)}
    dd{margin:0;overflow-wrap:anywhere}
    footer{padding-bottom:4rem}
    @media screen and (max-width:44rem){
    body{font-size:1rem}
    header{padding-top:1.75rem}
    .wide{display:none}
    .narrow{display:inline}
    dl{grid-template-columns:1fr;gap:0}
    dd{margin-bottom:.5rem}
    }
    @media screen and (max-width:56rem){
    table.rows,.rows caption,.rows tbody,.rows tr,.rows td,.rows tbody th{display:block}
    .rows thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .rows tr{border-bottom:1px solid var(--rule);padding:.55rem 0}
    .rows td,.rows tbody th{min-width:0;border:0;padding:.08rem 0}
    .rows td.none{display:none}
    .rows td[data-label]::before{content:attr(data-label) " ";color:var(--muted)}
    }
    @page{margin:16mm}
    @media print{
    body{font-size:10.5pt}
    main,header,footer,nav{max-width:none;padding:0}
    header{padding-top:0}
    .skip{display:none}
    a{color:inherit;text-decoration-color:var(--rule)}
    svg,.mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    figure,article,tr,.key,dl,pre{break-inside:avoid}
    h2,h3,caption,thead,.proposition,.tally,.row-name{break-after:avoid}
    tbody tr:first-child{break-before:avoid}
    table{font-size:8.5pt}
    .rows th,.rows td{min-width:4.25rem}
    .rows tbody th{min-width:6rem}
    section{margin-top:1.75rem}
    article:target{background:none;box-shadow:none}
    .grid-of-stances{overflow:visible}
    .grid-of-stances th,.grid-of-stances td{min-width:0}
    }

    """
}
