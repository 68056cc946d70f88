// Sheets that have their words already: sys.inputs.data is what layOut.ts makes. Several sheets follow each other, each in its
// own language and with its own page numbers. All text comes as strings, so nothing of it is read as markup.
export const template = String.raw`
#let data = json(bytes(sys.inputs.data))
#let quiet = luma(95)
#let line-colour = luma(205)

#let direction(look) = if look.dir == "rtl" { rtl } else { ltr }
#set document(title: data.title, author: data.company, date: none)
#set text(lang: data.sheets.first().look.lang, dir: direction(data.sheets.first().look), size: 9.5pt, fallback: false, hyphenate: false, overhang: false)
#set par(leading: 0.6em, spacing: 0.6em)
#show heading: set text(weight: "bold")
#show heading: set block(above: 0pt, below: 0pt)
#show table.cell.where(y: 0): set text(weight: "bold")

#let digits(look, n) = str(n).clusters().map(d => look.digits.clusters().at(int(d))).join()
#let paged(look, page, pages) = look.paging.replace("{page}", digits(look, page)).replace("{pages}", digits(look, pages))
#let caption(body) = text(size: 8pt, fill: quiet, body)
#let stacked(lines) = lines.map(l => [#l]).join(linebreak())
#let aligned(a) = if a == "end" { end } else { start }

// A cell: its first line, and smaller ones below it.
#let cell(lines) = {
  if lines.len() > 0 { lines.first() }
  for more in lines.slice(calc.min(1, lines.len())) { linebreak(); text(size: 8pt, fill: quiet, more) }
}

#let grid-of(accent, columns, rows) = table(
  columns: columns.map(c => if c.width == "fill" { 1fr } else { auto }),
  align: (x, y) => aligned(columns.at(x).align) + top,
  inset: (x: 5pt, y: 5pt),
  stroke: (x, y) => if y == 0 { (bottom: 0.8pt + accent) } else { (bottom: 0.4pt + line-colour) },
  fill: (x, y) => if y == 0 { accent.lighten(92%) } else { none },
  table.header(..columns.map(c => c.label)),
  // A row of one cell is a heading over those that follow.
  ..rows.map(r => if r.len() == 1 and columns.len() > 1 { (table.cell(colspan: columns.len(), align: start + bottom, inset: (x: 5pt, top: 9pt, bottom: 4pt), text(weight: "bold", cell(r.first()))),) } else { r.map(cell) }).flatten(),
)

#let broken-down(accent, b) = block(below: 4mm, breakable: false, { caption(b.label); v(1mm); set text(size: 8.5pt); grid-of(accent, b.columns, b.rows) })

// Code 128: widths of bars and spaces in turn.
#let bars(widths, alt) = figure(alt: alt, numbering: none, outlined: false, box(height: 11mm, {
  let x = 0
  for (at, w) in widths.enumerate() {
    if calc.even(at) { place(top + left, dx: x * 0.28mm, rect(width: w * 0.28mm, height: 11mm, fill: black, stroke: none)) }
    x += w
  }
  box(width: x * 0.28mm, height: 11mm)
}))

#let sheet(s, at) = {
  let here-end = label("end-" + str(at))
  let look = s.look
  let accent = rgb(look.colour)
  set text(font: look.fonts, lang: look.lang, dir: direction(look))
  set page(
    paper: look.paper, margin: (x: 18mm, top: 16mm, bottom: 22mm),
    footer: context {
      set text(size: 7.5pt, fill: quiet)
      line(length: 100%, stroke: 0.4pt + line-colour)
      v(-2pt)
      grid(columns: (1fr, auto), align: (start, end), column-gutter: 8mm,
        s.footer,
        paged(look, counter(page).get().first(), counter(page).at(here-end).first()))
    },
    header: context if counter(page).get().first() > 1 {
      set text(size: 7.5pt, fill: quiet)
      grid(columns: (1fr, auto), align: (start, end), s.company.name, s.running)
    },
  )
  counter(page).update(1)
  // The head of the firm.
  grid(columns: (auto, 1fr), column-gutter: 8mm, align: (start + top, end + top),
    if look.logo != none { image("/" + look.logo, height: 16mm, fit: "contain", alt: s.company.name) } else { text(size: 15pt, weight: "bold", fill: accent, s.company.name) },
    { set text(size: 8pt, fill: quiet)
      if look.logo != none { text(size: 9.5pt, weight: "bold", fill: black, s.company.name); linebreak() }
      stacked(s.company.lines) })
  v(7mm)
  grid(columns: (1fr, auto), column-gutter: 8mm, align: (start + bottom, end + bottom),
    { heading(level: 1, text(size: 19pt, fill: accent, s.heading))
      if s.mark != none { v(2.5mm); box(stroke: 0.8pt + rgb("#b3261e"), inset: (x: 5pt, y: 3pt), radius: 2pt, text(size: 8.5pt, weight: "bold", fill: rgb("#b3261e"), s.mark)) } },
    if s.barcode != none { bars(s.barcode.widths, s.barcode.text) })
  v(5mm)
  // Whom it is for, and what is known of it.
  grid(columns: (1fr, 1fr), column-gutter: 10mm,
    { for (i, p) in s.parties.enumerate() {
        if i > 0 { v(4mm) }
        caption(p.label); linebreak()
        text(weight: "bold", p.name)
        for l in p.lines { linebreak(); l }
      } },
    grid(columns: (auto, 1fr), column-gutter: 5mm, row-gutter: 2.6mm, align: (start, end), ..s.facts.map(f => (caption(f.label), cell(f.value))).flatten()))
  v(6mm)
  if s.intro.len() > 0 { block(below: 5mm, stacked(s.intro)) }
  if s.rows.len() > 0 { grid-of(accent, s.columns, s.rows) } else { caption(look.empty) }
  v(4mm)
  // Sums, and what they are made of.
  block(breakable: false, grid(columns: (1fr, auto), column-gutter: 10mm,
    { for b in s.breakdowns.filter(b => not b.wide) { broken-down(accent, b) } },
    if s.totals.len() > 0 { table(columns: (auto, auto), align: (start, end), column-gutter: 8mm, inset: (x: 0pt, y: 4pt),
      stroke: none,
      ..for t in s.totals {
        let weight = if t.strong { "bold" } else { "regular" }
        let size = if t.strong { 11pt } else { 9.5pt }
        if t.strong { (table.hline(stroke: 0.8pt + accent),) }
        (text(weight: weight, size: size, t.label), text(weight: weight, size: size, cell(t.value)))
      }) }))
  for b in s.breakdowns.filter(b => b.wide) { v(2mm); broken-down(accent, b) }
  for n in s.notes {
    block(above: 5mm, breakable: true, { if n.label != none { text(weight: "bold", n.label); linebreak() }; stacked(n.lines) })
  }
  if s.signatures.len() > 0 {
    v(14mm)
    block(breakable: false, grid(columns: s.signatures.map(_ => 1fr), column-gutter: 12mm,
      ..s.signatures.map(l => { line(length: 100%, stroke: 0.5pt + quiet); v(-3pt); caption(l) })))
  }
  [#metadata(none) #here-end]
}

#for (at, s) in data.sheets.enumerate() {
  if at > 0 { pagebreak(weak: true) }
  sheet(s, at)
}
`;
