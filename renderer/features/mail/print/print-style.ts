const FACES = "-apple-system,'Segoe UI',Inter,'Noto Sans',system-ui,sans-serif";

/** The sheet: ink on paper whatever the theme is, one message after the other, each on a page of its own. */
export const PAGE_STYLE = `
@page{margin:16mm}
html{background:#fff;color:#1b1c1e;color-scheme:light}
body{margin:0;font:10.5pt/1.5 ${FACES};font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
article+article{break-before:page}
header{border-bottom:1px solid #7f8388;margin-bottom:14pt;padding-bottom:8pt;break-inside:avoid}
h1{margin:0 0 6pt;font-size:15pt;line-height:1.3;font-weight:600}
h2{margin:14pt 0 4pt;font-size:10.5pt;font-weight:600;break-after:avoid}
table{border-collapse:collapse}
th{padding:0 12pt 0 0;font-weight:400;text-align:start;vertical-align:top;color:#4c5055;white-space:nowrap}
td{padding:0}
section{border-top:1px solid #c8c8c3;margin-top:14pt}
ul{margin:0;padding:0;list-style:none}
.links span{display:inline-block;min-width:20pt}
.note{margin:0 0 8pt;padding:4pt 8pt;border:1px solid #7f8388;color:#4c5055}
@media screen{body{padding:40px 48px}article+article{border-top:1px dashed #7f8388;margin-top:32px;padding-top:32px}}
`;

/** The text of a message within its own tree. */
export const BODY_STYLE = `
:host{display:block}
.print-body{overflow-wrap:anywhere}
a{color:inherit;text-decoration:underline}
img{max-width:100%}
img:not([height]){height:auto}
table{max-width:100%}
blockquote{margin:0 0 0 2px;padding-left:12px;border-left:2px solid #c8c8c3}
pre{white-space:pre-wrap}
sup{font-size:8pt;line-height:0}
.retinue-image{display:inline-flex;flex-direction:column;justify-content:center;box-sizing:border-box;min-width:180px;max-width:100%;min-height:52px;margin:2px 0;padding:8px 16px;border:1px dashed #7f8388;color:#5f6368;font:9pt/1.4 ${FACES};text-align:left}
.retinue-text{white-space:pre-wrap}
.retinue-quote{color:#5f6368}
.print-folded{color:#5f6368;font-style:italic}
`;
