"""The style of the HTML page: on a screen a readable sheet, on paper the layout of the Word file (GB/T 9704)."""

STYLE = """
:root { --song: "方正小标宋简体", "方正小标宋_GBK", "华文中宋", STZhongsong, "Noto Serif CJK SC", "Noto Serif SC", SimSun, serif;
  --fang: "仿宋_GB2312", "仿宋", FangSong, STFangsong, "AR PL SungtiL GB", "Noto Serif CJK SC", serif;
  --kai: "楷体_GB2312", "楷体", KaiTi, STKaiti, "AR PL UKai CN", serif;
  --hei: "黑体", SimHei, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: #eceae6; color: #111; font: 16pt/1.81 "Times New Roman", var(--fang); }
main { width: 210mm; max-width: 100%; margin: 24px auto; padding: 30mm 26mm 30mm 28mm; background: #fff;
  box-shadow: 0 1px 8px #0003; overflow-wrap: anywhere; text-align: justify; }
h1 { margin: 0 0 1em; font: 22pt/35pt "Times New Roman", var(--song); text-align: center; text-wrap: balance; }
h2, h3, h4, h5 { margin: 0; font-size: 1em; font-weight: normal; text-indent: 2em; break-after: avoid; }
h2 { font-family: "Times New Roman", var(--hei); }
h3 { font-family: "Times New Roman", var(--kai); }
h4 { font-weight: bold; }
p { margin: 0; text-indent: 2em; }
p.flush { text-indent: 0; }
p.subtitle { margin: -0.8em 0 1em; font-family: "Times New Roman", var(--kai); text-align: center; text-indent: 0; }
p.valid { margin: -15mm 0 1em; font-size: 10.5pt; text-align: right; text-indent: 0; }
p.deep { padding-left: 2em; }
p.note { font-size: 10.5pt; line-height: 1.5; text-indent: 0; padding-left: 2em; }
em { font-family: "Times New Roman", var(--kai); font-style: normal; }
figure { margin: 0.8em 0; font-size: 10.5pt; line-height: 1.4; }
figure.chart { break-inside: avoid; }
figcaption { break-after: avoid; font-size: 14pt; font-family: "Times New Roman", var(--hei); text-align: center; margin-bottom: 0.4em; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.75pt solid #000; padding: 0.25em 0.4em; text-align: right; overflow-wrap: break-word;
  font-variant-numeric: tabular-nums; }
th { text-align: center; font-family: "Times New Roman", var(--hei); font-weight: normal; }
td.text { text-align: left; }
td.short { text-align: center; white-space: nowrap; }
td.part { padding-left: 2.4em; }
tr.total td, tr.heading td { font-weight: bold; }
figure small { display: block; font-size: 10.5pt; text-align: left; }
details { font-size: 10.5pt; margin-top: 0.5em; }
svg { width: 100%; height: auto; font-family: var(--hei); }
.signature { width: fit-content; margin: 1.81em 2em 0 auto; text-align: left; }
.signature p { text-indent: 0; }
.signature p + p { padding-left: 2em; }
.break { break-before: page; border: 0; border-top: 1px dashed #aaa; margin: 1.5em 0; }
@media screen and (max-width: 700px) {
  body { font-size: 17px; line-height: 1.75; background: #fff; }
  main { margin: 0; padding: 20px 16px; box-shadow: none; text-align: left; }
  h1 { font-size: 22px; line-height: 1.45; }
  figure, figcaption { font-size: 14px; }
  th, td { white-space: nowrap; }
  td.text { white-space: normal; min-width: 6em; }
}
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt SimSun, serif; margin: 0 1em 8mm 0; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt SimSun, serif; margin: 0 0 8mm 1em; } }
@media print {
  body { background: none; line-height: 28.95pt; letter-spacing: -0.25pt; }
  main { width: auto; margin: 0; padding: 0; box-shadow: none; }
  thead { display: table-header-group; }
  tr, svg { break-inside: avoid; }
  details { display: none; }
  .break { border: 0; margin: 0; }
}
"""
