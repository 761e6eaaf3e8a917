/**
 * HTML that would act if it could: one construct each, because happy-dom's iterator passes over the sibling of a
 * removed element. Browsers do not, so the same list may be put together there.
 */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)></svg>',
  '<math><mtext>x</mtext></math>',
  '<iframe src="https://evil.example"></iframe>',
  '<object data="https://evil.example"></object>',
  '<embed src="https://evil.example">',
  '<form action="https://evil.example"></form>',
  '<input name=a onfocus=alert(1) autofocus>',
  '<button formaction="https://evil.example">Go</button>',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href="https://evil.example">',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<video src="https://evil.example/x" poster="https://evil.example/y"></video>',
  '<audio src="https://evil.example/x"></audio>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="https://ok.example/" ping="https://evil.example">x</a>',
  '<img srcset="https://evil.example/x 2x" alt="x">',
  '<template><script>alert(1)</script></template>',
  '<div style="background:url(https://evil.example/x)">x</div>',
  '<div contenteditable onblur=alert(1)>x</div>',
  '<details ontoggle=alert(1) open>x</details>',
  '<p style="behavior:url(https://evil.example)">x</p>',
];

/** No such element may be left. */
export const ACTING_TAG =
  /<(?:script|svg|math|iframe|object|embed|form|input|button|base|link|meta|video|audio|template)\b/i;
/** Nor such an attribute or address. */
export const ACTING_ATTRIBUTE = /\son\w+=|javascript:|evil\.example|\ssrcset=|\sping=/i;
