// How the attendee's page looks: the product's colours and type, written so that a browser of ten years ago shows it too. One file
// beside the pages, because older browsers know no other way to allow a style and forbid everything else.

const light = {
  ...{ ground: '#faf7f0', box: '#fffdf9', ink: '#24231e', quiet: '#655f53', line: '#8a816f' },
  ...{ green: '#1f4f3a', onGreen: '#fffdf9', clay: '#8a3323', clayGround: '#fbefea', soft: '#eef4ee' },
}
const dark: typeof light = {
  ...{ ground: '#171a17', box: '#1f231f', ink: '#efebe1', quiet: '#b7b4a9', line: '#7b7c71' },
  ...{ green: '#93b8a0', onGreen: '#102b20', clay: '#e9b8a7', clayGround: '#3b1f18', soft: '#282c27' },
}

const colours = (of: typeof light): string => `
html,body{background:${of.ground};color:${of.ink}}
.quiet,.hint,.at{color:${of.quiet}}
a{color:${of.green}}
input,textarea{background:${of.box};color:${of.ink};border-color:${of.line}}
button{background:${of.box};color:${of.ink};border-color:${of.line}}
button.main{background:${of.green};color:${of.onGreen};border-color:${of.green}}
.danger{background:${of.clayGround};border-color:${of.clay}}
.danger h2,.wrong,.danger a{color:${of.clay}}
.code,.team{background:${of.soft}}
.message{border-color:${of.line}}
a:focus,button:focus,input:focus,textarea:focus{outline:3px solid ${of.green};outline-offset:2px}`

export const look = `*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%}
body{margin:0;font:1.0625rem/1.5 "Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word;word-wrap:break-word}
header,main{max-width:36rem;margin:0 auto;padding:1rem}
header{padding-bottom:0}
header:after{content:"";display:block;clear:both}
header p{float:left;margin:.6rem 1rem .6rem 0;font-weight:600}
header form{float:right}
h1{font:600 1.75rem/1.2 Charter,"Iowan Old Style",Georgia,serif;margin:.5rem 0 .75rem}
h2{font-size:1.1rem;line-height:1.3;margin:0 0 .5rem}
p,ul,ol,dl{margin:0 0 1rem}
ul.numbers{list-style:none;padding:0;margin:0}
ul.numbers a{display:block;min-height:44px;padding:.55rem 0;font-weight:600}
label{display:block;font-weight:600;margin-bottom:.25rem}
input,textarea{display:block;width:100%;font:inherit;padding:.7rem;margin:0 0 1rem;border:1px solid;border-radius:10px}
textarea{min-height:9rem}
textarea.large{min-height:15rem}
button{font:inherit;font-weight:600;min-height:44px;padding:.55rem 1.1rem;margin:0 .5rem .6rem 0;border:1px solid;border-radius:10px;cursor:pointer;max-width:100%;white-space:normal}
.danger{border-left:4px solid;border-radius:10px;padding:1rem;margin:0 0 1.25rem}
.hint,.at{margin:0 0 .75rem}
.quiet,.at{font-size:.9375rem}
.wrong{font-weight:600}
.code{border-radius:10px;padding:1rem 1rem 1rem 3rem;font:600 1.25rem/1.7 Georgia,serif}
.message{border-left:4px solid;padding:.25rem 0 .25rem 1rem;margin:0 0 1rem}
.team{padding:.75rem 1rem;border-radius:10px}
.message p,dd{white-space:pre-wrap}
.message p:last-child{margin:0}
dt{font-weight:600}
dd{margin:0 0 .25rem}
@media (min-width:30em){.code{-webkit-columns:2;columns:2}}
${colours(light)}
@media (prefers-color-scheme:dark){${colours(dark)}
}
@media (forced-colors:active){.danger,.code,.team{border:1px solid}}
`
